import { FigmentError } from '@figment/core';
import { input, type Kernels } from '@figment/core/backend';
import { backend_util as messages, type TensorInfo } from '@tensorflow/tfjs-core';

import { indexingRows } from '../../rows/indexing.ts';
import { rowMajor, sizeOf } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { arithmeticOf } from '../elementwise/arithmetic.ts';
import { convertWith } from '../elementwise/convert.ts';

/** Sums and means of rows that are picked for segments. data: [R, ...], indices: [N], segmentIds: [N], ascending -> [last id + 1, ...] */
export function segmentKernels(torch: Torch): Kernels<TorchBackend> {
  const { indexSelect, embeddingDenseBackward } = torch.rows(indexingRows);
  const { mul } = arithmeticOf(torch);
  const convert = convertWith(torch);
  const read = (tensor: TensorInfo): Int32Array => torch.records.read(torch.records.of(tensor)) as Int32Array;

  const reduce = (mean: boolean): Kernels<TorchBackend>[string] => (call) => {
    const [data, indices, segmentIds] = [input(call, 'data'), input(call, 'indices'), input(call, 'segmentIds')];
    const [picked, ids] = [read(indices), read(segmentIds)];
    const segments = checked(picked, ids, data.shape[0]!);
    const width = sizeOf(data.shape.slice(1));
    const shape = [segments, ...data.shape.slice(1)];
    const rows = indexSelect(convert(torch.reshaped(data, [data.shape[0]!, width]), data.dtype, 'float32'), 0, torch.upload(picked, [picked.length], 'int32'));
    let sums = embeddingDenseBackward(rows, torch.upload(ids, [ids.length], 'int32'), segments, -1, false);
    if (mean) {
      const counts = new Float32Array(segments);
      for (const id of ids) counts[id]!++;
      sums = mul(sums, torch.upload(counts.map((count) => 1 / Math.max(1, count)), [segments, 1], 'float32'));
    }
    return torch.output(torch.view(convert(sums, 'float32', data.dtype as 'float32'), shape, rowMajor(shape)), shape, data.dtype);
  };
  return { SparseSegmentSum: reduce(false), SparseSegmentMean: reduce(true) };
}

/** How many segments there are. @throws FigmentError `INPUT_INVALID` for ids or indices that are out of order or range */
function checked(indices: Int32Array, ids: Int32Array, rows: number): number {
  const count = ids.length === 0 ? 0 : ids.at(-1)! + 1;
  const refuse = (message: string): never => { throw new FigmentError('INPUT_INVALID', message); };
  if (ids.length > 0 && count <= 0) refuse(messages.getSparseSegmentReductionNegativeSegmentIdsErrorMessage());
  for (const [i, id] of ids.entries()) {
    if (i > 0 && id < ids[i - 1]!) refuse(messages.getSparseSegmentReductionNonIncreasingSegmentIdsErrorMessage());
    if (id < 0 || id >= count) refuse(messages.getSparseSegmentReductionSegmentIdOutOfRangeErrorMessage(id, count));
    if (indices[i]! < 0 || indices[i]! >= rows) refuse(messages.getSparseSegmentReductionIndicesOutOfRangeErrorMessage(i, indices[i]!, rows));
  }
  return count;
}
