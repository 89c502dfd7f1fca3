import { GroupNorm, ResidualBlock } from '@figment/core/nn';
import type { Key } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import { EPSILON } from './shape.ts';
import { SpatialNorm, SpatialResidualBlock } from './spatial-norm.ts';

/** Which norm a network has: of groups of channels, or one that the codes of a latent picture modulate. */
export interface NormShape {
  readonly groups: number;
  /** Channels of the codes; undefined for a plain group norm. */
  readonly codeChannels?: number | undefined;
}

export type Norm = GroupNorm | SpatialNorm;
export type Resnet = ResidualBlock | SpatialResidualBlock;

export function normOf(key: Key, channels: number, { groups, codeChannels }: NormShape): Norm {
  return codeChannels === undefined ? new GroupNorm(key, { channels, groups, epsilon: EPSILON }) : new SpatialNorm(key, { channels, codeChannels });
}

export function resnetOf(key: Key, sizes: { readonly in: number; readonly out: number }, { groups, codeChannels }: NormShape): Resnet {
  return codeChannels === undefined
    ? new ResidualBlock(key, { ...sizes, groups, epsilon: EPSILON, zeroInitialised: false })
    : new SpatialResidualBlock(key, { ...sizes, codeChannels });
}

/** A layer of either kind. codes: [B, h, w, D], for those that take them. */
export function applied(layer: Norm | Resnet, x: Tensor, codes: Tensor | undefined): Tensor {
  return layer instanceof SpatialNorm || layer instanceof SpatialResidualBlock ? layer.forward(x, codes!) : layer.forward(x);
}
