import type { Handle } from '../../abi/signature.ts';
import { elementwiseRows } from '../../rows/elementwise.ts';
import type { Torch } from '../../tensors/torch.ts';

/**
 * In what products, convolutions and attention compute: tensors come in as float32, are lowered to fewer bits, and what comes
 * out is float32 again. Sums within one product are made in float32 by all devices' libraries (mixed precision: Micikevicius
 * et al. 2018, arXiv 1710.03740, section 3.3).
 */
export interface ComputePrecision {
  readonly lower: (x: Handle) => Handle;
  readonly raise: (x: Handle) => Handle;
}

export function computePrecision(torch: Torch): ComputePrecision {
  if (torch.precision === 'float32') return { lower: (x) => x, raise: (x) => x };
  const to = torch.row(elementwiseRows.to);
  const low = torch.dtypes[torch.precision];
  const full = torch.dtypes.float32;
  return {
    lower: (x) => (torch.dtypeOf(x) === full ? to(x, low, false, false) : x),
    raise: (x) => to(x, full, false, false),
  };
}
