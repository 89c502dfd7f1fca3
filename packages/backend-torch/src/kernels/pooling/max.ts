import { input, type Kernels } from '@figment/core/backend';
import type { MaxPoolWithArgmaxAttrs, TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { elementwiseRows } from '../../rows/elementwise.ts';
import { indexingRows } from '../../rows/indexing.ts';
import { poolingRows } from '../../rows/pooling.ts';
import { shapeRows } from '../../rows/shape.ts';
import { rowMajor, sizeOf } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { channelsLast, channelsSecond, strided } from '../convolution/layout.ts';
import { convertWith } from '../elementwise/convert.ts';
import { positionsWith } from '../indexing/positions.ts';
import { padWith } from '../shape/padding.ts';
import { cropped, paddingOf } from './padded.ts';
import { torchPads, type WindowAxis, windowAxes } from './window.ts';

/** The largest of each window, the first of equal ones. x: [N, H, W, C] or [N, D, H, W, C] */
export function maxPoolKernels(torch: Torch): Kernels<TorchBackend> {
  const rows = torch.rows(poolingRows);
  const { gather } = torch.rows(indexingRows);
  const { reshape } = torch.rows(shapeRows);
  const nanToNum = torch.row(elementwiseRows.nanToNum);
  const pad = padWith(torch);
  const convert = convertWith(torch);
  const positionsOf = positionsWith(torch);

  /** What torch pools, [N, C, ...], with a border where it can't make that itself; and the windows' options. */
  const prepare = (x: TensorInfo, axes: readonly WindowAxis[]) => {
    // NaN is never the largest, as in tfjs.
    const values = nanToNum(convert(channelsSecond(torch, strided(torch, x)), x.dtype, 'float32'), -Infinity, Infinity, -Infinity);
    const byTorch = torchPads(axes);
    const border = axes.map(({ before }) => (byTorch ? before : 0));
    const options = [axes.map(({ size }) => size), axes.map(({ stride }) => stride), border, axes.map(() => 1), false] as const;
    return { values: byTorch ? values : pad(values, paddingOf(axes), -Infinity), byTorch, options };
  };
  /** The largest, and where each stands in its plane of the padded input. */
  const pool = (axes: readonly WindowAxis[]) => (axes.length === 2 ? rows.maxPool2d : rows.maxPool3d);
  const outputShape = (x: TensorInfo, axes: readonly WindowAxis[]) => [x.shape[0]!, ...axes.map(({ output }) => output), x.shape.at(-1)!];
  /** [N, C, ...] -> [N, ..., C] */
  const put = (values: Handle, shape: readonly number[], from: 'float32' | 'int32', dtype: TensorInfo['dtype']): TensorInfo => {
    const [batch, channels, ...places] = torch.stridesOf(values, shape.length) as [number, number, ...number[]];
    return torch.output(convert(torch.view(values, shape, [batch, ...places, channels]), from, dtype as 'float32'), shape, dtype);
  };

  const forward: Kernels<TorchBackend>[string] = (call) => {
    const x = input(call, 'x');
    const axes = windowAxes(x.shape, call.attrs);
    const shape = outputShape(x, axes);
    if (sizeOf(shape) === 0) return torch.output(torch.empty(shape, x.dtype as 'float32'), shape, x.dtype);
    const { values, options } = prepare(x, axes);
    const [largest, positions] = pool(axes)(values, ...options);
    const output = put(largest, shape, 'float32', x.dtype);
    torch.attach(output, [positions]);
    return output;
  };
  const backward: Kernels<TorchBackend>[string] = (call) => {
    const [dy, x, output] = [input(call, 'dy'), input(call, 'input'), call.inputs['output']];
    const axes = windowAxes(x.shape, call.attrs);
    const { values, byTorch, options } = prepare(x, axes);
    const [kept] = output === undefined ? [] : torch.attached(output);
    const positions = kept ?? pool(axes)(values, ...options)[1];
    const gradient = (axes.length === 2 ? rows.maxPool2dBackward : rows.maxPool3dBackward)(channelsSecond(torch, strided(torch, dy)), values, ...options, positions);
    return byTorch ? channelsLast(torch, gradient, x.shape) : cropped(torch, gradient, axes, x.shape);
  };

  return {
    MaxPool: forward,
    MaxPoolGrad: backward,
    MaxPool3D: forward,
    MaxPool3DGrad: backward,
    /** The largest, and where each stands among all elements of its picture, or of the batch. */
    MaxPoolWithArgmax: (call) => {
      const x = input(call, 'x');
      const { includeBatchInIndex } = attributes<MaxPoolWithArgmaxAttrs>(call);
      const axes = windowAxes(x.shape, call.attrs);
      const { values, byTorch, options } = prepare(x, axes);
      const [largest, positions] = pool(axes)(values, ...options);
      const shape = outputShape(x, axes);

      // The numbers of all elements, laid out and padded as the elements are: [N, H, W, C] -> [N, C, H, W]
      const [batchStride, ...strides] = rowMajor(x.shape);
      const numbers = positionsOf(includeBatchInIndex ? sizeOf(x.shape) : batchStride!, 'int32');
      const laidOut = channelsSecond(torch, { handle: numbers, shape: x.shape, strides: [includeBatchInIndex ? batchStride! : 0, ...strides] });
      const padded = byTorch ? laidOut : pad(laidOut, paddingOf(axes), 0);
      const [batch, channels, ...sides] = torch.shapeOf(padded) as [number, number, ...number[]];
      const [, , ...outputs] = torch.shapeOf(positions) as [number, number, ...number[]];
      const picked = gather(reshape(padded, [batch, channels, sizeOf(sides)]), 2, reshape(positions, [batch, channels, sizeOf(outputs)]), false);
      return [put(largest, shape, 'float32', x.dtype), put(reshape(picked, [batch, channels, ...outputs]), shape, 'int32', 'int32')];
    },
  };
}
