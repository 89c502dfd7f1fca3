import type { Handle } from '../../abi/signature.ts';
import { elementwiseRows } from '../../rows/elementwise.ts';
import type { Torch } from '../../tensors/torch.ts';

/** x, but not below `low` or above `high`; NaN stays. */
export function boundsWith(torch: Torch): (x: Handle, low: number, high: number, dtype: 'float32' | 'int32') => Handle {
  const { clamp, maximum, minimum } = torch.rows(elementwiseRows);
  // Other devices take numbers that lie on the host only in operations of two tensors.
  if (torch.device.name !== 'cpu') return (x, low, high, dtype) => minimum(maximum(x, torch.scalar(low, dtype)), torch.scalar(high, dtype));
  return (x, low, high, dtype) => clamp(x, torch.scalar(low, dtype), torch.scalar(high, dtype));
}
