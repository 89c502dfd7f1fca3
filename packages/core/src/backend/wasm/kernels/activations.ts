import { functions } from '@figment/kernels-wasm';
import { Erf, Exp, LeakyRelu, Log, Rsqrt, Sigmoid, Softplus, Sqrt, Tanh, type TensorInfo, util } from '@tensorflow/tfjs-core';

import { input, type Kernel, type KernelCall, type Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';
import { areFloats, orStock } from './stock.ts';

type Call = KernelCall<TfjsWasm>;

/** Functions of one variable, activations with their gradients, each in one pass. */
export function activationKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  const { kernels } = runtime;
  const at = runtime.address.bind(runtime);
  const like = (x: TensorInfo): { out: TensorInfo; count: number } => ({ out: runtime.output(x.shape), count: util.sizeFromShape(x.shape) });
  const value = (functionOf: (call: Call) => number) => (call: Call): TensorInfo => {
    const x = input(call, 'x');
    const { out, count } = like(x);
    kernels.unary(functionOf(call), at(x), at(out), count);
    return out;
  };
  const gradient = (functionOf: (call: Call) => number) => (call: Call): TensorInfo => {
    const [x, dy] = [input(call, 'x'), input(call, 'dy')];
    const { out, count } = like(x);
    kernels.unaryGradient(functionOf(call), at(x), at(dy), at(out), count);
    return out;
  };
  const stock = (name: string, f: number): Readonly<Record<string, Kernel<TfjsWasm>>> => ({ [name]: orStock(name, areFloats('x'), value(() => f)) });
  const leakyRelu = (slopeName: 'alpha' | 'slope') => (call: Call): TensorInfo => {
    const x = input(call, 'x');
    const { out, count } = like(x);
    kernels.leakyRelu(at(x), (call.attrs as { alpha: number; slope: number })[slopeName], at(out), count);
    return out;
  };
  const isSilu = (): number => functions.silu;
  const whichGelu = ({ attrs }: Call): number => ((attrs as { approximate: string }).approximate === 'tanh' ? functions.geluTanh : functions.gelu);
  const whichGate = ({ attrs }: Call): number => functions[(attrs as { activation: 'silu' | 'gelu' | 'geluTanh' }).activation];
  return {
    ...stock(Exp, functions.exp),
    ...stock(Log, functions.log),
    ...stock(Tanh, functions.tanh),
    ...stock(Sigmoid, functions.sigmoid),
    ...stock(Erf, functions.erf),
    ...stock(Rsqrt, functions.rsqrt),
    ...stock(Sqrt, functions.sqrt),
    ...stock(Softplus, functions.softplus),
    [LeakyRelu]: orStock(LeakyRelu, areFloats('x'), leakyRelu('alpha')),
    FigmentLeakyRelu: leakyRelu('slope'),
    FigmentLeakyReluGrad: (call) => {
      const [x, dy] = [input(call, 'x'), input(call, 'dy')];
      const { out, count } = like(x);
      kernels.leakyReluGradient(at(x), at(dy), (call.attrs as { slope: number }).slope, at(out), count);
      return out;
    },
    FigmentSilu: value(isSilu),
    FigmentSiluGrad: gradient(isSilu),
    FigmentGelu: value(whichGelu),
    FigmentGeluGrad: gradient(whichGelu),
    FigmentGated: (call) => {
      const [gate, up] = [input(call, 'gate'), input(call, 'up')];
      const { out, count } = like(gate);
      kernels.gated(whichGate(call), at(gate), at(up), at(out), count);
      return out;
    },
    FigmentGatedGrad: (call) => {
      const [gate, up, dy] = [input(call, 'gate'), input(call, 'up'), input(call, 'dy')];
      const { out: dgate, count } = like(gate);
      const { out: dup } = like(up);
      kernels.gatedGradient(whichGate(call), at(gate), at(up), at(dy), at(dgate), at(dup), count);
      return [dgate, dup];
    },
  };
}
