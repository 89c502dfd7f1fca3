import { FigmentError } from '@figment/core';
import { input, type Kernels } from '@figment/core/backend';
import { backend_util as shapes, type BatchToSpaceNDAttrs, type DepthToSpaceAttrs, type SpaceToBatchNDAttrs, type TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { shapeRows } from '../../rows/shape.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { padWith } from './padding.ts';
import { offsetOf } from './views.ts';

/** Blocks of space moved to channels or to the batch, and back. */
export function blockKernels(torch: Torch): Kernels<TorchBackend> {
  const { reshape } = torch.rows(shapeRows);
  const pad = padWith(torch);

  /** Splits axes, changes their order and joins them: [split] -> [split by order] -> [joined] */
  const rearranged = (x: Handle, split: readonly number[], order: readonly number[], joined: readonly number[]): Handle => {
    const parts = reshape(x, split);
    const strides = torch.stridesOf(parts, split.length);
    return reshape(torch.view(parts, order.map((axis) => split[axis]!), order.map((axis) => strides[axis]!)), joined);
  };
  const product = (lengths: readonly number[]): number => lengths.reduce((a, b) => a * b, 1);

  return {
    DepthToSpace: (call) => {
      const x = input(call, 'x');
      const { blockSize: block, dataFormat } = attributes<DepthToSpaceAttrs>(call);
      if (dataFormat !== 'NHWC') throw new FigmentError('OPTIONS_INVALID', `dataFormat must be 'NHWC', got '${dataFormat}': transpose the tensor first.`);
      const [batch, height, width, depth] = x.shape as [number, number, number, number];
      const channels = depth / block ** 2;
      const shape = [batch, height * block, width * block, channels];
      // [B, H, W, k, k, C] -> [B, H, k, W, k, C]
      return torch.output(rearranged(torch.handle(x), [batch, height, width, block, block, channels], [0, 1, 3, 2, 4, 5], shape), shape, x.dtype, { of: x });
    },
    SpaceToBatchND: (call): TensorInfo => {
      const x = input(call, 'x');
      const { blockShape, paddings } = attributes<SpaceToBatchNDAttrs>(call);
      const around = x.shape.map((_, axis): [number, number] => (axis === 0 ? [0, 0] : ((paddings[axis - 1] ?? [0, 0]) as [number, number])));
      const padded = x.shape.map((length, axis) => length + around[axis]![0] + around[axis]![1]);
      const blocks = product(blockShape);
      const split = shapes.getReshaped(padded, blockShape, blocks, false);
      const joined = shapes.getReshapedPermuted(padded, blockShape, blocks, false);
      const order = shapes.getPermuted(split.length, blockShape.length, false);
      return torch.output(rearranged(pad(torch.handle(x), around, 0), split, order, joined), joined, x.dtype, { of: x });
    },
    BatchToSpaceND: (call) => {
      const x = input(call, 'x');
      const { blockShape, crops } = attributes<BatchToSpaceNDAttrs>(call);
      const blocks = product(blockShape);
      const split = shapes.getReshaped(x.shape, blockShape, blocks);
      const joined = shapes.getReshapedPermuted(x.shape, blockShape, blocks);
      const whole = rearranged(torch.handle(x), split, shapes.getPermuted(split.length, blockShape.length), joined);
      const shape = [...shapes.getSliceSize(joined, crops, blockShape.length), ...joined.slice(1 + blockShape.length)];
      const strides = torch.stridesOf(whole, joined.length);
      const cropped = torch.view(whole, shape, strides, offsetOf(shapes.getSliceBeginCoords(crops, blockShape.length), strides));
      return torch.output(cropped, shape, x.dtype, { strides, of: x });
    },
  };
}
