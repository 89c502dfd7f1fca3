import { Conv2d, Module } from '@figment/core/nn';
import { resize } from '@figment/core/ops';
import type { Key } from '@figment/core/random';
import type { Tensor } from '@figment/core';

/** Halves a picture by a strided convolution that pads to the right and at the bottom only. */
export class Downsample extends Module {
  readonly conv: Conv2d;

  constructor(key: Key, channels: number) {
    super();
    this.conv = new Conv2d(key, { in: channels, out: channels, kernel: 3, stride: 2, padding: [0, 1, 0, 1] });
  }

  /** x: [B, H, W, C] -> [B, H/2, W/2, C]. */
  forward(x: Tensor): Tensor {
    return this.conv.forward(x);
  }
}

/** Doubles a picture: nearest neighbours, then a convolution. */
export class Upsample extends Module {
  readonly conv: Conv2d;

  constructor(key: Key, channels: number) {
    super();
    this.conv = new Conv2d(key, { in: channels, out: channels, kernel: 3, padding: 1 });
  }

  /** x: [B, H, W, C] -> [B, 2 H, 2 W, C]. */
  forward(x: Tensor): Tensor {
    const [, height, width] = x.shape as [number, number, number, number];
    return this.conv.forward(resize(x, { size: [2 * height, 2 * width], mode: 'nearest' }));
  }
}
