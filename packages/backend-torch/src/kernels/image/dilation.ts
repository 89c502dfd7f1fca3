import { input, type Kernels } from '@figment/core/backend';
import { backend_util as shapes, type Dilation2DAttrs, type TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { elementwiseRows } from '../../rows/elementwise.ts';
import { indexingRows } from '../../rows/indexing.ts';
import { reductionRows } from '../../rows/reductions.ts';
import { shapeRows } from '../../rows/shape.ts';
import { rowMajor, sizeOf } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { fullWith } from '../creation/full.ts';
import { arithmeticOf } from '../elementwise/arithmetic.ts';
import { convertWith } from '../elementwise/convert.ts';
import { positionsWith } from '../indexing/positions.ts';
import { padWith } from '../shape/padding.ts';
import { offsetOf } from '../shape/views.ts';
import { replaceAxis } from '../shape/axis-lists.ts';

/** Greyscale dilation: the largest of x + filter over a window. x: [B, H, W, C], filter: [kh, kw, C] -> [B, H', W', C] */
export function dilationKernels(torch: Torch): Kernels<TorchBackend> {
  const { amax, argmax, sum } = torch.rows(reductionRows);
  const { scatterAdd, gather } = torch.rows(indexingRows);
  const { eq, where } = torch.rows(elementwiseRows);
  const { reshape } = torch.rows(shapeRows);
  const { add } = arithmeticOf(torch);
  const pad = padWith(torch);
  const full = fullWith(torch);
  const convert = convertWith(torch);
  const positions = positionsWith(torch);

  const plan = (call: Parameters<Kernels<TorchBackend>[string]>[0]) => {
    const [x, filter] = [input(call, 'x'), input(call, 'filter')];
    const { strides, pad: padding, dilations } = attributes<Dilation2DAttrs>(call);
    const info = shapes.computeDilation2DInfo(x.shape as [number, number, number, number], filter.shape as [number, number, number], strides, padding, 'NHWC', dilations);
    const { padInfo } = info;
    // Windows may end before or behind what tfjs pads: as far as the last one reaches.
    const reach = (outputs: number, stride: number, size: number, dilation: number) => (outputs - 1) * stride + (size - 1) * dilation + 1;
    const bottom = Math.max(0, reach(info.outHeight, info.strideHeight, info.filterHeight, info.dilationHeight) - info.inHeight - padInfo.top);
    const right = Math.max(0, reach(info.outWidth, info.strideWidth, info.filterWidth, info.dilationWidth) - info.inWidth - padInfo.left);
    const border = [[0, 0], [padInfo.top, bottom], [padInfo.left, right], [0, 0]] as const;
    const padded = x.shape.map((length, axis) => length + border[axis]![0] + border[axis]![1]);
    /** Sees every window of a padded [B, H, W, C]: [B, H', W', kh, kw, C] */
    const windows = (values: Handle): Handle => {
      const [batch, row, column, channel] = torch.stridesOf(values, 4) as [number, number, number, number];
      const sizes = [info.batchSize, info.outHeight, info.outWidth, info.filterHeight, info.filterWidth, info.inChannels];
      return torch.view(values, sizes, [batch, row * info.strideHeight, column * info.strideWidth, row * info.dilationHeight, column * info.dilationWidth, channel]);
    };
    const taps = info.filterHeight * info.filterWidth;
    /** [B, H', W', taps, C] */
    const flat = [info.batchSize, info.outHeight, info.outWidth, taps, info.inChannels];
    const sums = () => reshape(add(windows(pad(torch.handle(x), border, -Infinity)), torch.handle(filter)), flat);
    return { x, filter, outShape: info.outShape, border, padded, windows, flat, sums };
  };
  type Plan = ReturnType<typeof plan>;
  /** Which tap gave each maximum: int64 [B, H', W', 1, C] */
  const winners = ({ sums }: Plan): Handle => argmax(sums(), 3, true);
  const upstream = (dy: TensorInfo, { flat }: Plan): Handle => torch.reshaped(dy, replaceAxis(flat, 3, 1));

  return {
    Dilation2D: (call) => {
      const { outShape, sums } = plan(call);
      return torch.output(amax(sums(), [3], false), outShape, 'float32');
    },
    Dilation2DBackpropFilter: (call) => {
      const planned = plan(call);
      const { filter, flat } = planned;
      const taps = torch.view(positions(flat[3]!, 'int64'), [flat[3]!, 1], [1, 1]);
      const shares = where(eq(winners(planned), taps), upstream(input(call, 'dy'), planned), torch.scalar(0)); // [B, H', W', taps, C]
      return torch.output(reshape(sum(shares, [0, 1, 2], false, null), filter.shape), filter.shape, 'float32');
    },
    Dilation2DBackpropInput: (call) => {
      const planned = plan(call);
      const { x, border, padded, windows, flat } = planned;
      const count = sizeOf(padded);
      // Where each element of each window stands in the padded input.
      const places = reshape(windows(torch.view(positions(count, 'int32'), padded, rowMajor(padded))), flat);
      const targets = convert(gather(places, 3, winners(planned), false), 'int32', 'int64');
      const gradient = scatterAdd(full([count], 0, 'float32'), 0, reshape(targets, [-1]), reshape(upstream(input(call, 'dy'), planned), [-1]));
      const strides = rowMajor(padded);
      return torch.output(torch.view(gradient, x.shape, strides, offsetOf(border.map(([before]) => before), strides)), x.shape, 'float32', { strides });
    },
  };
}
