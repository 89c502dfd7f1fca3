import { input, type Kernels } from '@figment/core/backend';
import type { DataType, TensorInfo, UnsortedSegmentSumAttrs } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { elementwiseRows } from '../../rows/elementwise.ts';
import { indexingRows } from '../../rows/indexing.ts';
import { rowMajor, sizeOf } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { fullWith } from '../creation/full.ts';
import { convertWith } from '../elementwise/convert.ts';

/** No row of an embedding is left out of its gradient. */
const noPadding = -1;

/** Sums of the rows that belong to the same segment: the gradient of an embedding. Rows of segments that don't exist are left out. */
export function segmentSumKernels(torch: Torch): Kernels<TorchBackend> {
  const { embeddingDenseBackward, scatterAdd } = torch.rows(indexingRows);
  const { where, lt, ge, logicalAnd } = torch.rows(elementwiseRows);
  const full = fullWith(torch);
  const convert = convertWith(torch);

  /** [numSegments or more, width], row by row -> [numSegments, ...] */
  const firstRows = (rows: Handle, shape: readonly number[], dtype: DataType): TensorInfo => {
    const strides = rowMajor(shape);
    return torch.output(torch.view(rows, shape, strides), shape, dtype, { strides });
  };
  /** A row more for what belongs nowhere; on the CPU the kernel of embeddings passes over it by itself. */
  const inRange = (ids: Handle, count: number): Handle =>
    where(logicalAnd(ge(ids, torch.scalar(0, 'int32')), lt(ids, torch.scalar(count, 'int32'))), ids, torch.scalar(count, 'int32'));

  return {
    /** x: [N, ...], segmentIds: [N] -> [numSegments, ...] */
    UnsortedSegmentSum: (call) => {
      const [x, segmentIds] = [input(call, 'x'), input(call, 'segmentIds')];
      const { numSegments } = attributes<UnsortedSegmentSumAttrs>(call);
      const count = sizeOf(segmentIds.shape);
      const shape = [numSegments, ...x.shape.slice(segmentIds.shape.length)];
      const width = sizeOf(shape.slice(1));
      const ids = convert(torch.reshaped(segmentIds, [count]), segmentIds.dtype, 'int32');
      const rows = torch.reshaped(x, [count, width]);
      if (x.dtype === 'float32') {
        if (torch.device.name === 'cpu') return firstRows(embeddingDenseBackward(rows, ids, numSegments, noPadding, false), shape, 'float32');
        return firstRows(embeddingDenseBackward(rows, inRange(ids, numSegments), numSegments + 1, noPadding, false), shape, 'float32');
      }
      const positions = convert(inRange(ids, numSegments), 'int32', 'int64');
      const sums = scatterAdd(full([numSegments + 1, width], 0, 'int32'), 0, torch.view(positions, [count, width], [1, 0]), convert(rows, x.dtype, 'int32'));
      return firstRows(convert(sums, 'int32', x.dtype as 'int32'), shape, x.dtype);
    },
  };
}
