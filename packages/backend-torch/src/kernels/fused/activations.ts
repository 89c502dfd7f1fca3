import type { FusedActivation } from '@figment/core/backend';

import type { Handle } from '../../abi/signature.ts';
import { elementwiseRows } from '../../rows/elementwise.ts';
import { fusedRows } from '../../rows/fused.ts';
import type { Torch } from '../../tensors/torch.ts';
import { arithmeticOf } from '../elementwise/arithmetic.ts';

/** An activation and, from dL/dy and x, dL/dx. */
export interface Activation {
  readonly forward: (x: Handle) => Handle;
  readonly backward: (dy: Handle, x: Handle) => Handle;
}

/** The activations of fused kernels, each in one call of torch. */
export function fusedActivations(torch: Torch): Readonly<Record<Exclude<FusedActivation, 'none'>, Activation>> {
  const { gelu, geluBackward, silu, siluBackward } = torch.rows(fusedRows);
  const { gt, relu } = torch.rows(elementwiseRows);
  const { mul } = arithmeticOf(torch);
  const geluOf = (approximate: 'none' | 'tanh'): Activation => ({
    forward: (x) => gelu(x, approximate),
    backward: (dy, x) => geluBackward(dy, x, approximate),
  });
  return {
    relu: { forward: relu, backward: (dy, x) => mul(dy, gt(x, torch.scalar(0))) },
    silu: { forward: silu, backward: siluBackward },
    gelu: geluOf('none'),
    geluTanh: geluOf('tanh'),
  };
}
