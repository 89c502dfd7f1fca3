import type { Tensor } from '@figment/core';
import { AdaptedLinear, linearLayers, LowRank, Module, type PlacedLayer } from '@figment/core/nn';
import { type Key, split } from '@figment/core/random';

import type { Diffuser } from '../network/diffuser.ts';

/** How a {@link DenoiserAdapter} is made. */
export interface DenoiserAdapterOptions {
  /** Numbers that each layer's difference passes through. */
  readonly rank: number;
  /** The difference is multiplied with alpha / rank (rank, so that it counts as it is). */
  readonly alpha?: number | undefined;
}

/**
 * What is learnt of a denoiser's linear layers instead of their weights: a difference of low rank for each (Hu et al. 2021, arXiv:2106.09685,
 * eq. 3). It is worn only while it is asked for, so that one denoiser is a distillation's teacher and, wearing the adapter, its student, as in
 * Luo et al. 2023, "LCM-LoRA", arXiv:2311.05556, section 3. At first it changes nothing.
 */
export class DenoiserAdapter extends Module {
  /** By the names of the layers. */
  readonly layers: Readonly<Record<string, LowRank>>;
  readonly #worn: readonly { readonly placed: PlacedLayer; readonly adapted: AdaptedLinear }[];

  constructor(key: Key, denoiser: Module, { rank, alpha = rank }: DenoiserAdapterOptions) {
    super();
    const all = [...linearLayers(denoiser)];
    const keys = split(key, all.length);
    this.#worn = all.map((placed, i) => {
      const { weight } = placed.layer;
      const most = Math.min(...weight.shape);
      return { placed, adapted: new AdaptedLinear(placed.layer, new LowRank(keys[i]!, weight, { rank: Math.min(rank, most), scale: alpha / rank, hasMagnitude: false, dropout: 0 })) };
    });
    this.layers = Object.fromEntries(this.#worn.map(({ placed, adapted }) => [placed.name, adapted.adapter]));
  }

  /** Runs something with the denoiser wearing the adapter. */
  within<T>(run: () => T): T {
    for (const { placed, adapted } of this.#worn) placed.replace(adapted);
    try {
      return run();
    } finally {
      for (const { placed } of this.#worn) placed.replace(placed.layer);
    }
  }

  /** The denoiser as it is with the adapter. */
  on(diffuser: Diffuser): Diffuser {
    const { shape, process, prediction, selfConditioning } = diffuser;
    return { shape, process, prediction, selfConditioning, predict: (...call): Tensor => this.within(() => diffuser.predict(...call)) };
  }
}
