import { input, type Kernels } from '@figment/core/backend';
import { slice_util as slices, type StridedSliceAttrs } from '@tensorflow/tfjs-core';

import { shapeRows } from '../../rows/shape.ts';
import { sizeOf } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { offsetOf } from './views.ts';

/** Every so many elements, forwards without a copy. */
export function stridedSliceKernels(torch: Torch): Kernels<TorchBackend> {
  const { flip, reshape } = torch.rows(shapeRows);
  return {
    StridedSlice: (call) => {
      const x = input(call, 'x');
      const attrs = attributes<StridedSliceAttrs>(call);
      const plan = slices.sliceInfo(x.shape, attrs.begin, attrs.end, attrs.strides, attrs.beginMask, attrs.endMask, attrs.ellipsisMask, attrs.newAxisMask, attrs.shrinkAxisMask);
      if (plan.isIdentity) return torch.reshape(x, plan.finalShape);
      if (sizeOf(plan.finalShape) === 0) return torch.output(torch.empty(plan.finalShape, x.dtype as 'float32'), plan.finalShape, x.dtype);
      // Memory can't be seen backwards: axes with a negative step are turned round first.
      const backwards = [...plan.strides.keys()].filter((axis) => plan.strides[axis]! < 0);
      const begin = plan.begin.map((from, axis) => (backwards.includes(axis) ? x.shape[axis]! - 1 - from : from));
      const source = backwards.length === 0 ? torch.handle(x) : flip(torch.handle(x), backwards);
      const strides = backwards.length === 0 ? torch.strides(x) : torch.stridesOf(source, x.shape.length);
      const picked = torch.view(source, slices.computeOutShape(plan.begin, plan.end, plan.strides), strides.map((stride, axis) => stride * Math.abs(plan.strides[axis]!)), offsetOf(begin, strides));
      return torch.output(reshape(picked, plan.finalShape), plan.finalShape, x.dtype, backwards.length === 0 ? { of: x } : {});
    },
  };
}
