import { ConditionedResidualBlock, type ConditionedResidualBlockOptions } from '@figment/core/nn';
import { averagePool2d, mul, resize } from '@figment/core/ops';
import type { Key } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import { smoothDownsample, smoothUpsample } from './fir.ts';

/** Halves or doubles a picture, by means and copies or by a smooth filter. */
export type Resample = 'down' | 'up' | 'smoothDown' | 'smoothUp';

/** Options of {@link UNetResidual}. */
export interface UNetResidualOptions extends ConditionedResidualBlockOptions {
  readonly resample?: Resample | undefined;
  /** What the sum is divided by (1). */
  readonly scale?: number | undefined;
}

const resamplers: Readonly<Record<Resample, (x: Tensor) => Tensor>> = {
  down: (x) => averagePool2d(x, { size: 2 }),
  up: (x) => resize(x, { size: [2 * x.shape[1]!, 2 * x.shape[2]!], mode: 'nearest' }),
  smoothDown: smoothDownsample,
  smoothUp: smoothUpsample,
};

/** A residual block that may halve or double the picture on both of its ways. As diffusers' `ResnetBlock2D` with `up` and `down`. */
export class UNetResidual extends ConditionedResidualBlock {
  readonly resample: Resample | undefined;
  readonly scale: number;

  constructor(key: Key, { resample, scale = 1, ...options }: UNetResidualOptions) {
    super(key, options);
    this.resample = resample;
    this.scale = scale;
  }

  protected override resampled(x: Tensor): Tensor {
    return this.resample === undefined ? x : resamplers[this.resample](x);
  }

  protected override joined(around: Tensor, through: Tensor): Tensor {
    const sum = super.joined(around, through);
    return this.scale === 1 ? sum : mul(sum, 1 / this.scale);
  }
}
