import { add, clip, div, mul, sub } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

import type { Space } from './diffuser.ts';

/** Values in [0, 1] at the border, diffused as they are in [-1, 1]: pictures and clips. */
export function pixelSpace(outer: readonly number[]): Space {
  return {
    outer,
    encode: (pixels: Tensor) => sub(mul(pixels, 2), 1),
    decode: (x: Tensor) => clip(div(add(x, 1), 2), 0, 1),
  };
}
