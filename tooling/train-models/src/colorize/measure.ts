import type { IndexedDataset } from '@figment/core/data';
import { abs, dispose, div, max, mean, min, mul, psnr, ssim, sub, sum, tensor, tidy } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

import { type Emoji, firstPictures } from '../emoji.ts';
import type { Colorizer } from './open-colorize.ts';

/** How near made colours are to the true ones; means over pictures. */
export interface Likeness {
  /** Mean difference of channels, which go from -1 to 1. */
  readonly l1: number;
  /** The same of the gray pictures. */
  readonly l1OfGray: number;
  /** Decibels. */
  readonly psnr: number;
  /** 1 = the same structure. */
  readonly ssim: number;
  /** How colourful made pictures are over true ones: 1 = as much, below = washed out. */
  readonly saturation: number;
}

export interface Measured {
  /** Of the first 400 it was trained on. */
  readonly train: Likeness;
  readonly heldOut: Likeness;
}

const LEARNT = 400;

export async function measure(model: Colorizer, { train, heldOut }: Emoji): Promise<Measured> {
  return { train: await likeness(model, train, LEARNT), heldOut: await likeness(model, heldOut, heldOut.size) };
}

async function likeness(model: Colorizer, dataset: IndexedDataset<{ readonly image: Tensor }>, count: number): Promise<Likeness> {
  const image = await firstPictures(dataset, count);
  const made = await model.tasks.translate.sample({ input: image }).result();
  const values = tidy(() => {
    const gray = sum(mul(image, tensor([0.299, 0.587, 0.114])), 3, true);
    const colourfulness = (pictures: Tensor): Tensor => mean(sub(max(pictures, 3), min(pictures, 3)));
    // Pictures are in [0, 1] here.
    return [mul(mean(abs(sub(made, image))), 2), mul(mean(abs(sub(gray, image))), 2), mean(psnr(made, image)), mean(ssim(made, image)), div(colourfulness(made), colourfulness(image))];
  });
  try {
    const [l1, l1OfGray, decibels, structure, saturation] = await Promise.all(values.map(async (value) => (await value.data())[0]!)) as [number, number, number, number, number];
    return { l1, l1OfGray, psnr: decibels, ssim: structure, saturation };
  } finally {
    dispose([image, made, ...values]);
  }
}
