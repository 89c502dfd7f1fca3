import { input, type Kernels } from '@figment/core/backend';
import { type BroadCastToAttrs, type ExpandDimsAttrs, type ReshapeAttrs, type SliceAttrs, slice_util as slices, type SplitVAttrs, backend_util as shapes, type TransposeAttrs, type UnpackAttrs, util } from '@tensorflow/tfjs-core';

import { sizeOf } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { stretchedStrides } from '../elementwise/broadcast.ts';
import { insertAxis, removeAxis, replaceAxis } from './axis-lists.ts';

/** Kernels that only see memory in another way; nothing is copied. */
export function viewKernels(torch: Torch): Kernels<TorchBackend> {
  return {
    /** Copies where the strides of x don't allow a view. */
    Reshape: (call) => {
      const x = input(call, 'x');
      return torch.reshape(x, util.inferFromImplicitShape(attributes<ReshapeAttrs>(call).shape, sizeOf(x.shape)));
    },
    ExpandDims: (call) => {
      const x = input(call, 'input');
      const [axis] = util.parseAxisParam(attributes<ExpandDimsAttrs>(call).dim, [...x.shape, 1]) as [number];
      return torch.viewOf(x, insertAxis(x.shape, axis, 1), insertAxis(torch.strides(x), axis, 1));
    },
    Transpose: (call) => {
      const x = input(call, 'x');
      const { perm } = attributes<TransposeAttrs>(call);
      const strides = torch.strides(x);
      return torch.viewOf(x, perm.map((axis) => x.shape[axis]!), perm.map((axis) => strides[axis]!));
    },
    Slice: (call) => {
      const x = input(call, 'x');
      const { begin, size } = attributes<SliceAttrs>(call);
      const [from, shape] = slices.parseSliceParams(x, begin, size) as [number[], number[]];
      slices.assertParamsValid(x, from, shape);
      const strides = torch.strides(x);
      return torch.viewOf(x, shape, strides, offsetOf(from, strides));
    },
    SplitV: (call) => {
      const x = input(call, 'x');
      const { numOrSizeSplits, axis } = attributes<SplitVAttrs>(call);
      const [along] = util.parseAxisParam(axis, x.shape) as [number];
      const strides = torch.strides(x);
      let from = 0;
      return shapes.prepareSplitSize(x as never, numOrSizeSplits, along).map((length) => {
        const part = torch.viewOf(x, replaceAxis(x.shape, along, length), strides, from * strides[along]!);
        from += length;
        return part;
      });
    },
    Unpack: (call) => {
      const value = input(call, 'value');
      const [axis] = util.parseAxisParam(attributes<UnpackAttrs>(call).axis, value.shape) as [number];
      const strides = torch.strides(value);
      const [shape, rest] = [removeAxis(value.shape, axis), removeAxis(strides, axis)];
      return Array.from({ length: value.shape[axis]! }, (_, i) => torch.viewOf(value, shape, rest, i * strides[axis]!));
    },
    BroadcastTo: (call) => {
      const x = input(call, 'x');
      const { shape } = attributes<BroadCastToAttrs>(call);
      return torch.viewOf(x, shape, stretchedStrides(torch, x, shape));
    },
  };
}

/** How far the element at `position` lies from the first. */
export function offsetOf(position: readonly number[], strides: readonly number[]): number {
  return position.reduce((offset, at, axis) => offset + at * strides[axis]!, 0);
}
