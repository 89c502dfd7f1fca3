import { split, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { fused } from '../autodiff/fused.ts';
import { mul } from '../basic/arithmetic.ts';
import { requireOption, requireShape } from '../check.ts';
import { activate, type Activation } from './activate.ts';

/**
 * activation(gate) * up. gate, up: the same shape. Shazeer 2020, "GLU variants improve transformer", arXiv 2002.05202, section 2.
 *
 * @throws FigmentError `SHAPE_MISMATCH`
 */
export function gated(gate: Tensor, up: Tensor, activation: Exclude<Activation, 'none' | 'relu'>): Tensor {
  requireShape('gated', 'up', up, gate.shape);
  return fused({
    kernel: 'FigmentGated',
    inputs: { gate, up },
    attrs: { activation },
    reference: (given) => tidy(() => mul(activate(given.gate, activation), given.up)),
  });
}

/** silu(gate) * up. Shazeer 2020, "GLU variants improve transformer", arXiv 2002.05202, eq. 6. @throws FigmentError `SHAPE_MISMATCH` */
export function swiglu(gate: Tensor, up: Tensor): Tensor {
  return gated(gate, up, 'silu');
}

/** x: [..., 2 d] -> [..., d]: the first half times gelu of the second. Shazeer 2020, arXiv 2002.05202, eq. 6; halves as diffusers'. */
export function geglu(x: Tensor): Tensor {
  const width = x.shape.at(-1) ?? 0;
  requireOption('geglu', 'the last axis of x', width > 0 && width % 2 === 0, 'of even length', width);
  return tidy(() => {
    const [value, gate] = split(x, 2, -1) as [Tensor, Tensor];
    return gated(gate, value, 'gelu');
  });
}
