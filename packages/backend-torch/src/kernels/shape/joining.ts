import { FigmentError } from '@figment/core';
import { input, type Kernels } from '@figment/core/backend';
import { backend_util as shapes, type ConcatAttrs, type PackAttrs, type ReverseAttrs, type TensorInfo, type TileAttrs, util } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { shapeRows } from '../../rows/shape.ts';
import { sameShape, sizeOf } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { insertAxis, replaceAxis } from './axis-lists.ts';

/** Joins handles along an axis. */
export function joinWith(torch: Torch): (parts: readonly Handle[], axis: number) => Handle {
  return torch.shim('cat Li T') ?? torch.row(shapeRows.cat);
}

/** Tensors put together, repeated and turned round. */
export function joiningKernels(torch: Torch): Kernels<TorchBackend> {
  const { flip, repeat } = torch.rows(shapeRows);
  const join = joinWith(torch);

  return {
    Concat: ({ inputs, attrs }) => {
      const parts = Object.values(inputs) as TensorInfo[];
      const [first] = parts as [TensorInfo];
      const [axis] = util.parseAxisParam(attributes<ConcatAttrs>({ attrs }).axis, first.shape) as [number];
      shapes.assertParamsConsistent(parts.map((part) => part.shape), axis);
      const shape = shapes.computeOutShape(parts.map((part) => part.shape), axis);
      const filled = parts.filter((part) => sizeOf(part.shape) > 0);
      if (filled.length === 0) return torch.output(torch.empty(shape, first.dtype as 'float32'), shape, first.dtype);
      if (filled.length === 1) return torch.share(filled[0]!);
      return torch.output(join(filled.map((part) => torch.handle(part)), axis), shape, first.dtype);
    },
    /** Along a new axis. */
    Pack: ({ inputs, attrs }) => {
      const parts = Object.values(inputs) as TensorInfo[];
      const [first] = parts as [TensorInfo];
      const [axis] = util.parseAxisParam(attributes<PackAttrs>({ attrs }).axis, [...first.shape, 1]) as [number];
      for (const part of parts) if (!sameShape(part.shape, first.shape)) throw new FigmentError('SHAPE_MISMATCH', `tensors that are stacked must have the same shape, got [${first.shape.join(', ')}] and [${part.shape.join(', ')}].`);
      for (const part of parts) if (part.dtype !== first.dtype) throw new FigmentError('DTYPE_MISMATCH', `tensors that are stacked must have the same type, got ${first.dtype} and ${part.dtype}.`);
      const row = insertAxis(first.shape, axis, 1);
      const rows = parts.map((part) => torch.seenAs(part, row, insertAxis(torch.strides(part), axis, 1)));
      return torch.output(join(rows, axis), replaceAxis(row, axis, parts.length), first.dtype);
    },
    /** Axes of length 1 are stretched without a copy. */
    Tile: (call) => {
      const x = input(call, 'x');
      const { reps } = attributes<TileAttrs>(call);
      const shape = x.shape.map((length, axis) => length * reps[axis]!);
      const strides = x.shape.map((length, axis) => (length === 1 && reps[axis] !== 1 ? 0 : torch.strides(x)[axis]!));
      if (x.shape.every((length, axis) => length === 1 || reps[axis] === 1)) return torch.viewOf(x, shape, strides);
      return torch.output(repeat(torch.handle(x), reps), shape, x.dtype);
    },
    Reverse: (call) => {
      const x = input(call, 'x');
      if (x.shape.length === 0) return torch.share(x);
      return torch.output(flip(torch.handle(x), util.parseAxisParam(attributes<ReverseAttrs>(call).dims, x.shape)), x.shape, x.dtype);
    },
    /** image: [N, H, W, C] */
    FlipLeftRight: (call) => {
      const image = input(call, 'image');
      return torch.output(flip(torch.handle(image), [2]), image.shape, image.dtype);
    },
  };
}
