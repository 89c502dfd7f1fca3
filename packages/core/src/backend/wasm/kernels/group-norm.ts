import { type TensorInfo, util } from '@tensorflow/tfjs-core';

import { input, type KernelCall, type Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';
import { asked, standIns } from './affine.ts';

/**
 * Group normalisation and its gradient. x: [B, ..., C], weight, bias: [C] or absent ->
 * y as x, and for the gradient the mean and the scale (1 / standard deviation) of each group: [B, G].
 */
export function groupNormKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  return {
    FigmentGroupNorm: (call) => forward(runtime, call, (call.attrs as { groups: number }).groups),
    FigmentGroupNormGrad: (call) => gradient(runtime, call),
  };
}

function forward(runtime: WasmRuntime, call: KernelCall<TfjsWasm>, groups: number): TensorInfo[] {
  const x = input(call, 'x');
  const { epsilon } = call.attrs as { epsilon: number };
  const { batch, places, channels } = sizes(x.shape);
  const [y, mean, scale] = [runtime.output(x.shape), runtime.output([batch, groups]), runtime.output([batch, groups])];
  const { scratch, ones, zeros } = standIns(runtime, channels, runtime.kernels.groupNormScratchBytes(channels, groups));
  const at = (tensor: TensorInfo | undefined, otherwise: number): number => (tensor === undefined ? otherwise : runtime.address(tensor));
  runtime.kernels.groupNorm(
    runtime.address(x), at(call.inputs['weight'], ones), at(call.inputs['bias'], zeros),
    batch, places, channels, groups, epsilon, runtime.address(y), runtime.address(mean), runtime.address(scale), scratch,
  );
  return [y, mean, scale];
}

function gradient(runtime: WasmRuntime, call: KernelCall<TfjsWasm>): TensorInfo[] {
  const [x, mean, scale, dy] = [input(call, 'x'), input(call, 'saved0'), input(call, 'saved1'), input(call, 'dy')];
  const { weight, bias } = call.inputs;
  const groups = mean.shape[1] as number;
  const { batch, places, channels } = sizes(x.shape);
  const [dx, dweight, dbias] = [runtime.output(x.shape), runtime.output([channels]), runtime.output([channels])];
  const { scratch, ones } = standIns(runtime, channels, runtime.kernels.groupNormScratchBytes(channels, groups));
  runtime.kernels.groupNormGradient(
    runtime.address(x), weight === undefined ? ones : runtime.address(weight), runtime.address(mean), runtime.address(scale), runtime.address(dy),
    batch, places, channels, groups, runtime.address(dx), runtime.address(dweight), runtime.address(dbias), scratch,
  );
  return [dx, ...asked(runtime, [dweight, weight], [dbias, bias])];
}

function sizes(shape: readonly number[]): { batch: number; places: number; channels: number } {
  return { batch: shape[0] as number, places: util.sizeFromShape(shape.slice(1, -1)), channels: shape.at(-1) as number };
}
