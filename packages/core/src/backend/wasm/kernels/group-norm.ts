import { type TensorInfo, util } from '@tensorflow/tfjs-core';

import { input, type KernelCall, type Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';
import { asked, standIns } from './affine.ts';

/**
 * Group normalisation and its gradient. x: [B, ..., C], weight, bias: [C] or absent ->
 * y as x, and for the gradient the mean and the scale (1 / standard deviation) of each group: [B, G].
 * Batch normalisation is that of one example, all places of the batch, in which each channel is a group.
 */
export function groupNormKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  return {
    FigmentGroupNorm: (call) => {
      const { shape } = input(call, 'x');
      const { groups } = call.attrs as { groups: number };
      return forward(runtime, call, { batch: shape[0] as number, places: util.sizeFromShape(shape.slice(1, -1)), groups }, [shape[0] as number, groups]);
    },
    FigmentGroupNormGrad: (call) => {
      const { shape } = input(call, 'x');
      return gradient(runtime, call, { batch: shape[0] as number, places: util.sizeFromShape(shape.slice(1, -1)), groups: input(call, 'saved0').shape[1] as number });
    },
    FigmentBatchNorm: (call) => {
      const { shape } = input(call, 'x');
      const [places, channels] = [util.sizeFromShape(shape.slice(0, -1)), shape.at(-1) as number];
      const [y, mean, scale] = forward(runtime, call, { batch: 1, places, groups: channels }, [channels]) as [TensorInfo, TensorInfo, TensorInfo];
      return [y, mean, scale, unbiased(runtime, scale, places, (call.attrs as { epsilon: number }).epsilon)];
    },
    FigmentBatchNormGrad: (call) => {
      const { shape } = input(call, 'x');
      return gradient(runtime, call, { batch: 1, places: util.sizeFromShape(shape.slice(0, -1)), groups: shape.at(-1) as number });
    },
  };
}

interface Sizes {
  readonly batch: number;
  readonly places: number;
  readonly groups: number;
}

function forward(runtime: WasmRuntime, call: KernelCall<TfjsWasm>, { batch, places, groups }: Sizes, ofStatistics: readonly number[]): TensorInfo[] {
  const x = input(call, 'x');
  const { epsilon } = call.attrs as { epsilon: number };
  const channels = x.shape.at(-1) as number;
  const [y, mean, scale] = [runtime.output(x.shape), runtime.output(ofStatistics), runtime.output(ofStatistics)];
  const { scratch, ones, zeros } = standIns(runtime, channels, runtime.kernels.groupNormScratchBytes(channels, groups));
  const at = (tensor: TensorInfo | undefined, otherwise: number): number => (tensor === undefined ? otherwise : runtime.address(tensor));
  runtime.kernels.groupNorm(
    runtime.address(x), at(call.inputs['weight'], ones), at(call.inputs['bias'], zeros),
    batch, places, channels, groups, epsilon, runtime.address(y), runtime.address(mean), runtime.address(scale), scratch,
  );
  return [y, mean, scale];
}

function gradient(runtime: WasmRuntime, call: KernelCall<TfjsWasm>, { batch, places, groups }: Sizes): TensorInfo[] {
  const [x, mean, scale, dy] = [input(call, 'x'), input(call, 'saved0'), input(call, 'saved1'), input(call, 'dy')];
  const { weight, bias } = call.inputs;
  const channels = x.shape.at(-1) as number;
  const [dx, dweight, dbias] = [runtime.output(x.shape), runtime.output([channels]), runtime.output([channels])];
  const { scratch, ones } = standIns(runtime, channels, runtime.kernels.groupNormScratchBytes(channels, groups));
  runtime.kernels.groupNormGradient(
    runtime.address(x), weight === undefined ? ones : runtime.address(weight), runtime.address(mean), runtime.address(scale), runtime.address(dy),
    batch, places, channels, groups, runtime.address(dx), runtime.address(dweight), runtime.address(dbias), scratch,
  );
  return [dx, ...asked(runtime, [dweight, weight], [dbias, bias])];
}

/** scale = 1 / sqrt(variance + epsilon), solved for the variance, of n - 1 rather than n values. */
function unbiased(runtime: WasmRuntime, scale: TensorInfo, count: number, epsilon: number): TensorInfo {
  const channels = scale.shape[0] as number;
  const out = runtime.output(scale.shape);
  const [from, to] = [runtime.floats(runtime.address(scale), channels), runtime.floats(runtime.address(out), channels)];
  const correction = count / (count - 1);
  for (let c = 0; c < channels; c++) to[c] = Math.max(0, 1 / (from[c] as number) ** 2 - epsilon) * correction;
  return out;
}
