import type { Tensor } from '@figment/core';
import { BatchNorm, Linear, Module, normalOf } from '@figment/core/nn';
import { add, mul, reshape } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';

import type { Pass } from '../networks/pass.ts';
import { normalized } from './norm.ts';

/** Options of {@link AdaptiveBatchNorm}. */
export interface AdaptiveBatchNormOptions {
  readonly channels: number;
  /** Length of what scale and shift are read from; without it they are parameters, and it is plain batch norm. */
  readonly condition?: number | undefined;
}

/**
 * Batch norm whose scale and shift are read from a vector: of the class (Dumoulin et al. 2017, arXiv:1610.07629; Miyato and Koyama 2018,
 * arXiv:1802.05637), of the latent too (Brock et al. 2019, arXiv:1809.11096, B).
 */
export class AdaptiveBatchNorm extends Module {
  readonly norm: BatchNorm;
  readonly scale: Linear | undefined;
  readonly shift: Linear | undefined;

  constructor(key: Key, { channels, condition }: AdaptiveBatchNormOptions) {
    super();
    const [forNorm, forScale, forShift] = split(key, 3);
    const read = (each: Key): Linear | undefined =>
      (condition === undefined ? undefined : new Linear(each, { in: condition, out: channels, bias: false, initialWeight: normalOf(0.02) }));
    this.norm = new BatchNorm(forNorm, { channels, affine: condition === undefined });
    this.scale = read(forScale);
    this.shift = read(forShift);
  }

  /** x: [B, H, W, C], condition: [B, D] -> [B, H, W, C]. */
  forward(x: Tensor, condition: Tensor | undefined, pass: Pass): Tensor {
    const output = normalized(this.norm, x, pass);
    if (condition === undefined || this.scale === undefined || this.shift === undefined) return output;
    const aChannel = (map: Linear): Tensor => reshape(map.forward(condition), [x.shape[0], 1, 1, -1]); // [B, D] -> [B, 1, 1, C]
    return add(mul(output, add(aChannel(this.scale), 1)), aChannel(this.shift));
  }
}
