import { dispose, exp, mean, mul, psnr, reshape, tidy } from '@figment/core/ops';
import type { Tensor } from '@figment/core';
import type { IndexedDataset } from '@figment/core/data';
import { activeUnits, klDivergence, type VaeNetwork } from '@figment/vae';

import { type Emoji, firstPictures } from './emoji.ts';
import type { Vae } from './model.ts';

export interface Metrics {
  /** Decibels, mean over pictures; of the first 400 it was trained on. */
  readonly psnrTrain: number;
  readonly psnrHeldOut: number;
  /** Nats a picture. */
  readonly kl: number;
  /** Of the posterior, mean over pictures and dimensions. */
  readonly posteriorStd: number;
  readonly activeUnits: number;
  readonly latentSize: number;
}

export async function measure(model: Vae, emoji: Emoji): Promise<Metrics> {
  const network = model.modules['vae'] as VaeNetwork;
  const heldOut = await firstPictures(emoji.heldOut, emoji.heldOut.size);
  const { kl, std, active } = tidy(() => {
    const posterior = network.posterior(heldOut);
    return {
      kl: mean(klDivergence(posterior)),
      std: mean(exp(mul(posterior.logVariance, 0.5))),
      active: activeUnits(reshape(posterior.mean, [heldOut.shape[0], -1])),
    };
  });
  try {
    const [nats, posteriorStd, units] = await Promise.all([kl, std, active].map(async (each) => (await each.data())[0]!));
    return {
      psnrTrain: await psnrOf(model, emoji.train, 400),
      psnrHeldOut: await psnrOf(model, emoji.heldOut, emoji.heldOut.size),
      kl: nats!, posteriorStd: posteriorStd!, activeUnits: units!,
      latentSize: network.latentShape.reduce((product, length) => product * length, 1),
    };
  } finally {
    dispose([heldOut, kl, std, active]);
  }
}

async function psnrOf(model: Vae, dataset: IndexedDataset<{ readonly image: Tensor }>, count: number): Promise<number> {
  const image = await firstPictures(dataset, count);
  const rebuilt = await model.tasks.reconstruct.sample({ image }).result();
  const value = tidy(() => mean(psnr(image, rebuilt)));
  try {
    return (await value.data())[0]!;
  } finally {
    dispose([image, rebuilt, value]);
  }
}
