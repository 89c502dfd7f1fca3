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

  /** x: [N] or [B, N], weights: as x, or empty -> [size] or [B, size] */
  const count = (x: TensorInfo, weights: TensorInfo, size: number, binary: boolean): TensorInfo => {
    const type = weights.dtype as 'float32' | 'int32';
    const lead = x.shape.slice(0, -1);
    // One bin more for what is too large.
    const bins = convert(minimum(convert(torch.handle(x), x.dtype, 'int32'), torch.scalar(size, 'int32')), 'int32', 'int64');
    const each = binary || sizeOf(weights.shape) === 0 ? full(x.shape, 1, type) : torch.handle(weights);
    const counts = scatterAdd(full([...lead, size + 1], 0, type), x.shape.length - 1, bins, each);
    const shape = [...lead, size];
    const strides = [...lead.map(() => size + 1), 1];
    const kept = torch.view(counts, shape, strides);
    if (!binary) return torch.output(kept, shape, type, { strides });
    return torch.output(convert(gt(kept, torch.scalar(0, type)), 'bool', type), shape, type);
  };
  return {
    Bincount: (call) => count(input(call, 'x'), input(call, 'weights'), attributes<BincountAttrs>(call).size, false),
    DenseBincount: (call) => {
      const { size, binaryOutput = false } = attributes<DenseBincountAttrs>(call);
      return count(input(call, 'x'), input(call, 'weights'), size, binaryOutput);
    },
  };
}
