import { input, type Kernels } from '../../kernels.ts';
import { sizeOf } from '../../../ops/size.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';

/** Root-mean-square normalisation and its gradient. x: [..., C], weight: [C] or absent -> y as x, and for the gradient the scale: [..., 1]. */
export function rmsNormKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  const { kernels } = runtime;
  const at = runtime.address.bind(runtime);
  const weightAt = (call: { inputs: Readonly<Record<string, Parameters<typeof at>[0] | undefined>> }, channels: number): number => {
    const { weight } = call.inputs;
    if (weight !== undefined) return at(weight);
    const ones = runtime.scratch(4 * channels);
    runtime.floats(ones, channels).fill(1);
    return ones;
  };
  return {
    FigmentRmsNorm: (call) => {
      const x = input(call, 'x');
      const [lead, channels] = [x.shape.slice(0, -1), x.shape.at(-1) as number];
      const [y, scale] = [runtime.output(x.shape), runtime.output([...lead, 1])];
      kernels.rmsNorm(at(x), weightAt(call, channels), sizeOf(lead), channels, (call.attrs as { epsilon: number }).epsilon, at(y), at(scale));
      return [y, scale];
    },
    FigmentRmsNormGrad: (call) => {
      const [x, scale, dy] = [input(call, 'x'), input(call, 'saved0'), input(call, 'dy')];
      const [rows, channels] = [sizeOf(x.shape.slice(0, -1)), x.shape.at(-1) as number];
      const [dx, dweight] = [runtime.output(x.shape), runtime.output([channels])];
      kernels.rmsNormGradient(at(x), weightAt(call, channels), at(scale), at(dy), rows, channels, at(dx), at(dweight));
      if (call.inputs['weight'] !== undefined) return [dx, dweight];
      runtime.backend.disposeData(dweight.dataId);
      return [dx];
    },
  };
}
