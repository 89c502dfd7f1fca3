import { mul, split, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { requireOption } from '../check.ts';
import { gelu } from './gelu.ts';
import { silu } from './silu.ts';

/** silu(gate) * up. Shazeer 2020, "GLU variants improve transformer", arXiv 2002.05202, eq. 6. */
export function swiglu(gate: Tensor, up: Tensor): Tensor {
  return tidy(() => mul(silu(gate), up));
}

/** x: [..., 2 d] -> [..., d]: the first half times gelu of the second. Shazeer 2020, arXiv 2002.05202, eq. 6; halves as diffusers'. */
export function geglu(x: Tensor): Tensor {
  const width = x.shape.at(-1) ?? 0;
  requireOption('geglu', 'the last axis of x', width > 0 && width % 2 === 0, 'of even length', width);
  return tidy(() => {
    const [value, gate] = split(x, 2, -1) as [Tensor, Tensor];
    return mul(value, gelu(gate));
  });
}
