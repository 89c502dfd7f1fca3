import type { Tensor } from '@figment/core';
import type { Key } from '@figment/core/random';
import type { Module } from '@figment/core/nn';

import type { SuperResolutionConfig } from '../config/super-resolution.ts';
import { ResidualDenseNetwork } from './residual-dense-network.ts';
import { ResidualInResidualNetwork } from './residual-in-residual-network.ts';

/** Makes pictures larger. */
export interface UpscalingNetwork extends Module {
  readonly scale: number;
  /** How many pixels of its input lie between a pixel and the farthest one that it depends on. */
  readonly reach: number;
  /** x: [B, H, W, 3] in [0, 1] -> [B, scale H, scale W, 3], about [0, 1] */
  forward(x: Tensor): Tensor;
}

/** The network of a config. */
export function createUpscalingNetwork(key: Key, config: SuperResolutionConfig): UpscalingNetwork {
  return config.architecture === 'residualDense' ? new ResidualDenseNetwork(key, config) : new ResidualInResidualNetwork(key, config);
}
