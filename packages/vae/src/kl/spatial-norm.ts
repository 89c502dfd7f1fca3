import { Conv2d, GroupNorm, Module } from '@figment/core/nn';
import { add, mul, resize, silu } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import { EPSILON } from './shape.ts';

/** Fixed in diffusers' `SpatialNorm`. */
export const SPATIAL_GROUPS = 32;

/**
 * A group norm whose scale and shift at each place come from the codes there.
 * Zheng et al. 2022, "MoVQ: modulating quantized vectors", arXiv:2209.09002, equation 5.
 */
export class SpatialNorm extends Module {
  readonly normLayer: GroupNorm;
  readonly convY: Conv2d;
  readonly convB: Conv2d;

  constructor(key: Key, { channels, codeChannels }: { channels: number; codeChannels: number }) {
    super();
    const [forNorm, forScale, forShift] = split(key, 3);
    this.normLayer = new GroupNorm(forNorm, { channels, groups: SPATIAL_GROUPS, epsilon: EPSILON });
    this.convY = new Conv2d(forScale, { in: codeChannels, out: channels, kernel: 1 });
    this.convB = new Conv2d(forShift, { in: codeChannels, out: channels, kernel: 1 });
  }

  /** x: [B, H, W, C], codes: [B, h, w, D] -> [B, H, W, C]. */
  forward(x: Tensor, codes: Tensor): Tensor {
    const [, height, width] = x.shape as [number, number, number, number];
    const near = resize(codes, { size: [height, width], mode: 'nearest' });
    return add(mul(this.normLayer.forward(x), this.convY.forward(near)), this.convB.forward(near));
  }
}

/** A residual block with {@link SpatialNorm}: diffusers' `ResnetBlockCondNorm2D`. */
export class SpatialResidualBlock extends Module {
  readonly norm1: SpatialNorm;
  readonly conv1: Conv2d;
  readonly norm2: SpatialNorm;
  readonly conv2: Conv2d;
  readonly shortcut: Conv2d | undefined;

  constructor(key: Key, { in: from, out, codeChannels }: { in: number; out: number; codeChannels: number }) {
    super();
    const [forNorm1, forConv1, forNorm2, forConv2, forShortcut] = split(key, 5);
    this.norm1 = new SpatialNorm(forNorm1, { channels: from, codeChannels });
    this.conv1 = new Conv2d(forConv1, { in: from, out, kernel: 3, padding: 1 });
    this.norm2 = new SpatialNorm(forNorm2, { channels: out, codeChannels });
    this.conv2 = new Conv2d(forConv2, { in: out, out, kernel: 3, padding: 1 });
    this.shortcut = from === out ? undefined : new Conv2d(forShortcut, { in: from, out, kernel: 1 });
  }

  /** x: [B, H, W, in], codes: [B, h, w, D] -> [B, H, W, out]. */
  forward(x: Tensor, codes: Tensor): Tensor {
    const h = this.conv1.forward(silu(this.norm1.forward(x, codes)));
    return add(this.shortcut?.forward(x) ?? x, this.conv2.forward(silu(this.norm2.forward(h, codes))));
  }
}
