import { input, type Kernels } from '@figment/core/backend';
import { backend_util as shapes, type GatherV2Attrs, util } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { indexingRows } from '../../rows/indexing.ts';
import { shapeRows } from '../../rows/shape.ts';
import { sizeOf } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { convertWith } from '../elementwise/convert.ts';
import { flatIndicesWith } from './flat-indices.ts';

/** Elements picked by their positions. torch refuses positions that are not there. */
export function gatherKernels(torch: Torch): Kernels<TorchBackend> {
  const { indexSelect, gather } = torch.rows(indexingRows);
  const { reshape } = torch.rows(shapeRows);
  const convert = convertWith(torch);
  const flatIndices = flatIndicesWith(torch);

  return {
    /** Along an axis; with batchDims, by indices of their own for each element of the leading axes. */
    GatherV2: (call) => {
      const [x, indices] = [input(call, 'x'), input(call, 'indices')];
      const { axis, batchDims } = attributes<GatherV2Attrs>(call);
      const [along] = util.parseAxisParam(axis, x.shape) as [number];
      const plan = shapes.segment_util.collectGatherOpShapeInfo(x, indices, along, batchDims);
      const count = sizeOf(indices.shape);
      const as = (values: Handle) => torch.output(reshape(values, plan.outputShape), plan.outputShape, x.dtype);
      if (batchDims === 0) {
        const positions = convert(torch.reshaped(indices, [count]), indices.dtype, 'int32');
        const values = indexSelect(torch.handle(x), along, positions);
        return indices.shape.length === 1 ? torch.output(values, plan.outputShape, x.dtype) : as(values);
      }
      const { batchSize, outerSize, dimSize, sliceSize } = plan;
      const each = batchSize === 0 ? 0 : count / batchSize;
      const positions = convert(torch.reshaped(indices, [batchSize, 1, each, 1]), indices.dtype, 'int64');
      const strides = torch.stridesOf(positions, 4);
      // [batch, 1, each, 1] -> [batch, outer, each, slice]
      const stretched = torch.view(positions, [batchSize, outerSize, each, sliceSize], [strides[0]!, 0, strides[2]!, 0]);
      return as(gather(torch.reshaped(x, [batchSize, outerSize, dimSize, sliceSize]), 2, stretched, false));
    },
    /** indices: [..., D], positions on the first D axes -> [..., the other axes of params] */
    GatherNd: (call) => {
      const [params, indices] = [input(call, 'params'), input(call, 'indices')];
      const [shape, count, sliceSize] = shapes.prepareAndValidate(params, indices);
      const depth = indices.shape.at(-1)!;
      const rows = torch.reshaped(params, [sizeOf(params.shape.slice(0, depth)), sliceSize]);
      if (count === 0) return torch.output(torch.empty(shape, params.dtype as 'float32'), shape, params.dtype);
      return torch.output(reshape(indexSelect(rows, 0, flatIndices(indices, depth, params.shape)), shape), shape, params.dtype);
    },
  };
}
