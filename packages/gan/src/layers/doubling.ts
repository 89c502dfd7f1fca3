import type { Tensor } from '@figment/core';
import { Conv2d, Module } from '@figment/core/nn';
import type { Key } from '@figment/core/random';

import { doubledConv2d } from './enlarging-conv2d.ts';

/** Doubles a picture by its nearest neighbours and smooths it by a convolution of 3 x 3, which leaves no checkerboard. */
export class Doubling extends Module {
  readonly conv: Conv2d;

  constructor(key: Key, { in: inputs, out }: { readonly in: number; readonly out: number }) {
    super();
    this.conv = new Conv2d(key, { in: inputs, out, kernel: 3, padding: 1 });
  }

  /** [B, H, W, in] -> [B, 2 H, 2 W, out]. */
  forward(x: Tensor): Tensor {
    return doubledConv2d(x, this.conv.weight, this.conv.bias);
  }
}
