import { input, type Kernels } from '@figment/core/backend';
import type { SearchSortedAttrs } from '@tensorflow/tfjs-core';

import { indexingRows } from '../../rows/indexing.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';

export function searchKernels(torch: Torch): Kernels<TorchBackend> {
  const { searchsorted } = torch.rows(indexingRows);
  return {
    /** Where values fit in. sortedSequence: [B, N], values: [B, M] -> int32 [B, M] */
    SearchSorted: (call) => {
      const [sorted, values] = [input(call, 'sortedSequence'), input(call, 'values')];
      const found = searchsorted(torch.contiguous(sorted), torch.contiguous(values), true, attributes<SearchSortedAttrs>(call).side === 'right');
      return torch.output(found, values.shape, 'int32');
    },
  };
}
