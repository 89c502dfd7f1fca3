import type { DataType } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { elementwiseRows } from '../../rows/elementwise.ts';
import type { ElementType } from '../../tensors/element-types.ts';
import type { Torch } from '../../tensors/torch.ts';

/** Numbers as another type; the same handle where it is that already. */
export type Convert = (x: Handle, from: ElementType | DataType, to: ElementType) => Handle;

export function convertWith(torch: Torch): Convert {
  const to = torch.row(elementwiseRows.to);
  return (x, from, type) => (from === type ? x : to(x, torch.dtypes[type], false, false));
}
