import { util } from '@tensorflow/tfjs-core';

import { input, type Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';

/**
 * Group normalisation and its gradient. x: [B, ..., C], gamma, beta: [C] -> y like x, mean and scale (1 / standard
 * deviation): [B, G]. Layer normalisation calls it with x: [rows, C] and one group.
 */
export function groupNormKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  const { kernels } = runtime;
  const at = runtime.address.bind(runtime);
  return {
    FigmentGroupNorm: (call) => {
      const [x, gamma, beta] = [input(call, 'x'), input(call, 'gamma'), input(call, 'beta')];
      const { groups, epsilon } = call.attrs as { groups: number; epsilon: number };
      const { batch, places, channels } = sizes(x.shape);
      const [y, mean, scale] = [runtime.output(x.shape), runtime.output([batch, groups]), runtime.output([batch, groups])];
      const scratch = runtime.scratch(kernels.groupNormScratchBytes(channels, groups));
      kernels.groupNorm(at(x), at(gamma), at(beta), batch, places, channels, groups, epsilon, at(y), at(mean), at(scale), scratch);
      return [y, mean, scale];
    },
    FigmentGroupNormGrad: (call) => {
      const [x, gamma, mean, scale, dy] = [input(call, 'x'), input(call, 'gamma'), input(call, 'mean'), input(call, 'scale'), input(call, 'dy')];
      const groups = mean.shape[1] as number;
      const { batch, places, channels } = sizes(x.shape);
      const [dx, dgamma, dbeta] = [runtime.output(x.shape), runtime.output(gamma.shape), runtime.output(gamma.shape)];
      const scratch = runtime.scratch(kernels.groupNormScratchBytes(channels, groups));
      kernels.groupNormGradient(at(x), at(gamma), at(mean), at(scale), at(dy), batch, places, channels, groups, at(dx), at(dgamma), at(dbeta), scratch);
      return [dx, dgamma, dbeta];
    },
  };
}

function sizes(shape: readonly number[]): { batch: number; places: number; channels: number } {
  return { batch: shape[0] as number, places: util.sizeFromShape(shape.slice(1, -1)), channels: shape.at(-1) as number };
}
