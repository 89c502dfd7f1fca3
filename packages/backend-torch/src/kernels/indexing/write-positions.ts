import { input, type Kernels } from '@figment/core/backend';

import { optimizerRows } from '../../rows/optimizer.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';

/** Writes into a tensor where it lies, or into a copy of one that is not stored row by row; what `FigmentWritePositions` promises. */
export function writePositionsKernels(torch: Torch): Kernels<TorchBackend> {
  const copyInto = torch.row(optimizerRows.copyInto);
  return {
    FigmentWritePositions: (call) => {
      const [given, rows] = [input(call, 'into'), input(call, 'rows')];
      const into = torch.isContiguous(given) ? torch.share(given) : torch.output(torch.contiguous(given), given.shape, given.dtype);
      const strides = torch.strides(into);
      copyInto(torch.seenAs(into, rows.shape, strides, attributes<{ at: number }>(call).at * strides[2]!), torch.handle(rows), false);
      return into;
    },
  };
}
