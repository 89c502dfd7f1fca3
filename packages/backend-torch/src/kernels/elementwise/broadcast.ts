import { backend_util as shapes, type TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { sameShape } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';

/** The shape that both are stretched to. @throws Error, of tfjs, for shapes that don't fit */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  if (b.length === 0 || sameShape(a, b)) return a as number[];
  return a.length === 0 ? (b as number[]) : shapes.assertAndGetBroadcastShape(a as number[], b as number[]);
}

/** The first of two operands. A number without shape may stay on the host, but not all operands: the result lies where they do. */
export function firstOperand(torch: Torch, a: TensorInfo, b: TensorInfo): Handle {
  return a.shape.length === 0 && b.shape.length === 0 ? torch.handle(a) : torch.operand(a);
}

/** The tensor's memory seen stretched to a shape: stretched axes have stride 0. */
export function stretched(torch: Torch, x: TensorInfo, shape: readonly number[]): Handle {
  return torch.seenAs(x, shape, stretchedStrides(torch, x, shape));
}

export function stretchedStrides(torch: Torch, x: TensorInfo, shape: readonly number[]): number[] {
  const lead = shape.length - x.shape.length;
  const strides = torch.strides(x);
  return shape.map((length, axis) => (axis < lead || (x.shape[axis - lead] === 1 && length !== 1) ? 0 : strides[axis - lead]!));
}
