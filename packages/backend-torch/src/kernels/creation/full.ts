import type { Handle } from '../../abi/signature.ts';
import type { ElementType } from '../../tensors/element-types.ts';
import type { Torch } from '../../tensors/torch.ts';
import { neededShim } from '../needed-shim.ts';

/** Tensors with the same number everywhere. */
export type Full = (shape: readonly number[], value: number, dtype: ElementType) => Handle;

export function fullWith(torch: Torch): Full {
  const fill = neededShim(torch, 'fill__Scalar Tf');
  return (shape, value, dtype) => {
    const handle = torch.empty(shape, dtype);
    fill(handle, value);
    return handle;
  };
}
