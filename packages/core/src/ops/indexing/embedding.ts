import { equal, expandDims, gather, tidy, where } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { stopGradient } from '../autodiff/custom-grad.ts';
import { requireDType, requireRank } from '../check.ts';
import { requireIndices } from './index-range.ts';

/** Options of {@link embedding}. */
export interface EmbeddingOptions {
  /** The row of this id is looked up as usual but gets no gradient. */
  readonly paddingId?: number | undefined;
}

/**
 * The rows that ids name. table: [V, D], ids: int32 [...], each in [0, V) -> [..., D]
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `INPUT_INVALID` for ids that the table does not have, where they can be seen without waiting for a GPU
 */
export function embedding(table: Tensor, ids: Tensor, { paddingId }: EmbeddingOptions = {}): Tensor {
  requireRank('embedding', 'table', table, 2, '[vocabulary, width]');
  requireDType('embedding', 'ids', ids, 'int32');
  requireIndices('embedding', 'ids', ids, table.shape[0]);
  return tidy(() => {
    const rows = gather(table, ids);
    return paddingId === undefined ? rows : where(expandDims(equal(ids, paddingId), -1), stopGradient(rows), rows);
  });
}
