import { input, type Kernels } from '@figment/core/backend';

import type { Handle } from '../../abi/signature.ts';
import { poolingRows } from '../../rows/pooling.ts';
import { sizeOf } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { channelsLast, channelsSecond, strided } from '../convolution/layout.ts';
import { arithmeticOf } from '../elementwise/arithmetic.ts';
import { padWith } from '../shape/padding.ts';
import { cropped, paddingOf } from './padded.ts';
import { countsAlong, torchPads, type WindowAxis, windowAxes } from './window.ts';

/** Averages over windows. Padding is not counted, as in tfjs. x: [N, H, W, C] or [N, D, H, W, C] */
export function averagePoolKernels(torch: Torch): Kernels<TorchBackend> {
  const rows = torch.rows(poolingRows);
  const { mul } = arithmeticOf(torch);
  const pad = padWith(torch);

  /** One over how many numbers each window holds, where it holds any: [1, 1, H', W'] */
  const shares = (axes: readonly WindowAxis[]): Handle => {
    let counts = [1];
    for (const axis of axes) counts = counts.flatMap((count) => countsAlong(axis).map((along) => count * along));
    const shape = [1, 1, ...axes.map(({ output }) => output)];
    return torch.constant(`shares of windows ${JSON.stringify(axes)}`, shape, () => torch.upload(Float32Array.from(counts, (count) => 1 / Math.max(1, count)), shape, 'float32'));
  };
  const sizes = (axes: readonly WindowAxis[]) => axes.map(({ size }) => size);
  const steps = (axes: readonly WindowAxis[]) => axes.map(({ stride }) => stride);
  const none = (axes: readonly WindowAxis[]) => axes.map(() => 0);
  const before = (axes: readonly WindowAxis[]) => axes.map((axis) => axis.before);

  const forward: Kernels<TorchBackend>[string] = (call) => {
    const x = input(call, 'x');
    const axes = windowAxes(x.shape, call.attrs);
    const average = axes.length === 2 ? rows.avgPool2d : rows.avgPool3d;
    const shape = [x.shape[0]!, ...axes.map(({ output }) => output), x.shape.at(-1)!];
    if (sizeOf(shape) === 0) return torch.output(torch.empty(shape), shape, 'float32');
    const values = channelsSecond(torch, strided(torch, x));
    if (torchPads(axes)) return channelsLast(torch, average(values, sizes(axes), steps(axes), before(axes), false, false, null), shape);
    // Sums over windows of the padded input, each by its own count.
    const sums = average(pad(values, paddingOf(axes), 0), sizes(axes), steps(axes), none(axes), false, false, 1);
    return channelsLast(torch, mul(sums, shares(axes)), shape);
  };

  const backward: Kernels<TorchBackend>[string] = (call) => {
    const [dy, x] = [input(call, 'dy'), input(call, 'input')];
    const axes = windowAxes(x.shape, call.attrs);
    const gradient = axes.length === 2 ? rows.avgPool2dBackward : rows.avgPool3dBackward;
    const upstream = channelsSecond(torch, strided(torch, dy));
    const values = channelsSecond(torch, strided(torch, x));
    if (torchPads(axes)) return channelsLast(torch, gradient(upstream, values, sizes(axes), steps(axes), before(axes), false, false, null), x.shape);
    const padded = pad(values, paddingOf(axes), 0);
    return cropped(torch, gradient(mul(upstream, shares(axes)), padded, sizes(axes), steps(axes), none(axes), false, false, 1), axes, x.shape);
  };

  return { AvgPool: forward, AvgPoolGrad: backward, AvgPool3D: forward, AvgPool3DGrad: backward };
}
