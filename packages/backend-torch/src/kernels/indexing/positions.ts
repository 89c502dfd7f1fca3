import type { Handle } from '../../abi/signature.ts';
import type { Torch } from '../../tensors/torch.ts';
import { convertWith } from '../elementwise/convert.ts';

/** 0, 1, ..., count - 1. Borrowed. */
export function positionsWith(torch: Torch): (count: number, dtype: 'int32' | 'int64') => Handle {
  const convert = convertWith(torch);
  return (count, dtype) =>
    torch.constant(`positions ${dtype} ${count.toString()}`, [count], () => convert(torch.upload(Int32Array.from({ length: count }, (_, i) => i), [count], 'int32'), 'int32', dtype));
}
