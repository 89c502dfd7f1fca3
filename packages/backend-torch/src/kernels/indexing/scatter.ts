import { input, type Kernels } from '@figment/core/backend';
import { type ScatterNdAttrs, type SparseToDenseAttrs, backend_util as shapes, type TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { indexingRows } from '../../rows/indexing.ts';
import { shapeRows } from '../../rows/shape.ts';
import { sizeOf } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { fullWith } from '../creation/full.ts';
import { stretched } from '../elementwise/broadcast.ts';
import { convertWith } from '../elementwise/convert.ts';
import { flatIndicesWith } from './flat-indices.ts';

/** Rows put at positions. torch refuses positions that are not there. */
export function scatterKernels(torch: Torch): Kernels<TorchBackend> {
  const { scatter, scatterAdd } = torch.rows(indexingRows);
  const { reshape } = torch.rows(shapeRows);
  const full = fullWith(torch);
  const convert = convertWith(torch);
  const flatIndices = flatIndicesWith(torch);

  /** into: shape, indices: [N, D], updates: N times the other axes of shape -> shape */
  const put = (by: typeof scatter, into: Handle, indices: TensorInfo, depth: number, updates: Handle, shape: readonly number[]): Handle => {
    const width = sizeOf(shape.slice(depth));
    const positions = flatIndices(indices, depth, shape);
    const [count = 0] = torch.shapeOf(positions);
    // [N] -> [N, width]
    const spread = torch.view(positions, [count, width], [1, 0]);
    return reshape(by(reshape(into, [sizeOf(shape.slice(0, depth)), width]), 0, spread, reshape(updates, [count, width])), shape);
  };

  return {
    /** Adds up what goes to the same place. */
    ScatterNd: (call) => {
      const [indices, updates] = [input(call, 'indices'), input(call, 'updates')];
      const { shape } = attributes<ScatterNdAttrs>(call);
      shapes.validateInput(updates as never, indices as never, shape);
      const type = updates.dtype === 'bool' ? 'int32' : updates.dtype as 'float32' | 'int32';
      const depth = indices.shape.length < 2 ? 1 : indices.shape.at(-1)!;
      const sums = put(scatterAdd, full(shape, 0, type), indices, depth, convert(torch.handle(updates), updates.dtype, type), shape);
      return torch.output(convert(sums, type, updates.dtype as 'float32'), shape, updates.dtype);
    },
    TensorScatterUpdate: (call) => {
      const [tensor, indices, updates] = [input(call, 'tensor'), input(call, 'indices'), input(call, 'updates')];
      shapes.validateInput(updates as never, indices as never, tensor.shape);
      const depth = indices.shape.length < 2 ? 1 : indices.shape.at(-1)!;
      return torch.output(put(scatter, torch.handle(tensor), indices, depth, torch.handle(updates), tensor.shape), tensor.shape, tensor.dtype);
    },
    /** sparseIndices: [N, D], [N] or [], sparseValues: [N] or one for all, defaultValue: [] -> outputShape */
    SparseToDense: (call) => {
      const [indices, values, others] = [input(call, 'sparseIndices'), input(call, 'sparseValues'), input(call, 'defaultValue')];
      const { outputShape: shape } = attributes<SparseToDenseAttrs>(call);
      const depth = indices.shape.length < 2 ? 1 : indices.shape[1]!;
      const count = sizeOf(indices.shape) / depth;
      return torch.output(put(scatter, stretched(torch, others, shape), indices, depth, stretched(torch, values, [count]), shape), shape, values.dtype);
    },
  };
}
