import { input, type Kernels } from '@figment/core/backend';
import type { BincountAttrs, DenseBincountAttrs, TensorInfo } from '@tensorflow/tfjs-core';

import { elementwiseRows } from '../../rows/elementwise.ts';
import { indexingRows } from '../../rows/indexing.ts';
import { sizeOf } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { fullWith } from '../creation/full.ts';
import { convertWith } from '../elementwise/convert.ts';

/** How often each whole number occurs, or what those with it weigh. torch refuses negative numbers; large ones are not counted. */
export function countingKernels(torch: Torch): Kernels<TorchBackend> {
  const { scatterAdd } = torch.rows(indexingRows);
  const { minimum, gt } = torch.rows(elementwiseRows);
  const full = fullWith(torch);
  const convert = convertWith(torch);

  /** shapeOfX: [N] or [B, N], x and weights of as many elements, weights also empty -> [size] or [B, size] */
  const count = (x: TensorInfo, weights: TensorInfo, shapeOfX: readonly number[], size: number, binary: boolean): TensorInfo => {
    const type = weights.dtype as 'float32' | 'int32';
    const lead = shapeOfX.slice(0, -1);
    // One bin more for what is too large.
    const bins = convert(minimum(convert(torch.reshaped(x, shapeOfX), x.dtype, 'int32'), torch.scalar(size, 'int32')), 'int32', 'int64');
    const each = binary || sizeOf(weights.shape) === 0 ? full(shapeOfX, 1, type) : torch.reshaped(weights, shapeOfX);
    const counts = scatterAdd(full([...lead, size + 1], 0, type), lead.length, bins, each);
    const shape = [...lead, size];
    const strides = [...lead.map(() => size + 1), 1];
    const kept = torch.view(counts, shape, strides);
    if (!binary) return torch.output(kept, shape, type, { strides });
    return torch.output(convert(gt(kept, torch.scalar(0, type)), 'bool', type), shape, type);
  };
  return {
    Bincount: (call) => {
      const x = input(call, 'x');
      return count(x, input(call, 'weights'), [sizeOf(x.shape)], attributes<BincountAttrs>(call).size, false);
    },
    DenseBincount: (call) => {
      const { size, binaryOutput = false } = attributes<DenseBincountAttrs>(call);
      const x = input(call, 'x');
      return count(x, input(call, 'weights'), x.shape, size, binaryOutput);
    },
  };
}
