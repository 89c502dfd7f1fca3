import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../../../abi/signature.ts';
import { elementwiseRows } from '../../../rows/elementwise.ts';
import type { Torch } from '../../../tensors/torch.ts';

/**
 * A mask as numbers that are added to scores, on four axes: bool and int32, where anything but 0 is seen, become 0 and
 * -Infinity; float32 is that already.
 */
export function additiveMask(torch: Torch): (mask: TensorInfo) => Handle {
  const { ne, where } = torch.rows(elementwiseRows);
  return (mask) => {
    const given = torch.handle(mask);
    const rank = mask.shape.length;
    const added = mask.dtype === 'float32' ? given : where(mask.dtype === 'bool' ? given : ne(given, torch.scalar(0, 'int32')), torch.scalar(0), torch.scalar(-Infinity));
    const missing = Array.from({ length: 4 - rank }, () => 1);
    return torch.view(added, [...missing, ...mask.shape], [...missing.map(() => 0), ...torch.stridesOf(added, rank)]);
  };
}
