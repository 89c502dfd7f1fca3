import { input, type KernelCall, type Kernels } from '../../kernels.ts';
import { sizeOf } from '../../../ops/size.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';
import { asked, standIns } from './affine.ts';

/** Layer normalisation of rows and its gradient. x: [..., D], weight, bias: [D] or absent -> y: [..., D]; mean, scale: [..., 1] */
export function layerNormKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  const { kernels } = runtime;
  const at = runtime.address.bind(runtime);
  const sizes = (call: KernelCall<TfjsWasm>): [rows: number, channels: number] => {
    const { shape } = input(call, 'x');
    return [sizeOf(shape.slice(0, -1)), shape.at(-1) as number];
  };
  return {
    FigmentLayerNorm: (call) => {
      const [rows, channels] = sizes(call);
      const { weight, bias } = call.inputs;
      const { shape } = input(call, 'x');
      const each = [...shape.slice(0, -1), 1];
      const [y, mean, scale] = [runtime.output(shape), runtime.output(each), runtime.output(each)];
      const { ones, zeros } = standIns(runtime, channels);
      const { epsilon } = call.attrs as { epsilon: number };
      kernels.layerNorm(at(input(call, 'x')), weight ? at(weight) : ones, bias ? at(bias) : zeros, rows, channels, epsilon, at(y), at(mean), at(scale));
      return [y, mean, scale];
    },
    FigmentLayerNormGrad: (call) => {
      const [rows, channels] = sizes(call);
      const { weight, bias } = call.inputs;
      const [x, mean, scale, dy] = [input(call, 'x'), input(call, 'saved0'), input(call, 'saved1'), input(call, 'dy')];
      const [dx, dweight, dbias] = [runtime.output(x.shape), runtime.output([channels]), runtime.output([channels])];
      const { ones } = standIns(runtime, channels);
      kernels.layerNormGradient(at(x), weight ? at(weight) : ones, at(mean), at(scale), at(dy), rows, channels, at(dx), at(dweight), at(dbias));
      return [dx, ...asked(runtime, [dweight, weight], [dbias, bias])];
    },
  };
}
