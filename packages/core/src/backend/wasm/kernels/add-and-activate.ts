import { Add, Elu, type NamedAttrMap, type NamedTensorInfoMap, LeakyRelu, Prelu, Relu, Relu6, Sigmoid, type TensorInfo, getKernel } from '@tensorflow/tfjs-core';

import type { KernelCall } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';

const activations: Readonly<Record<string, string>> = { relu: Relu, relu6: Relu6, elu: Elu, sigmoid: Sigmoid, leakyrelu: LeakyRelu, prelu: Prelu };

/** The second half of tfjs's fused kernels: adds the bias and applies the activation, with the kernels that are there for it. */
export function addAndActivate(runtime: WasmRuntime, call: KernelCall<TfjsWasm>, x: TensorInfo): TensorInfo {
  const { activation = 'linear', leakyreluAlpha = 0 } = call.attrs as { activation?: string; leakyreluAlpha?: number };
  const { bias, preluActivationWeights } = call.inputs;
  let result = x;
  if (bias !== undefined && (bias as TensorInfo | null) !== null) result = next(runtime, Add, { a: result, b: bias }, {}, result);
  if (activation !== 'linear') {
    const name = activations[activation];
    if (name === undefined) throw new Error(`activation '${activation}' is not known on wasm.`);
    result = next(runtime, name, name === Prelu ? { x: result, alpha: preluActivationWeights } : { x: result }, { alpha: leakyreluAlpha }, result);
  }
  return result;
}

function next({ backend }: WasmRuntime, name: string, inputs: NamedTensorInfoMap, attrs: NamedAttrMap, spent: TensorInfo): TensorInfo {
  const out = getKernel(name, 'wasm').kernelFunc({ inputs, attrs, backend }) as TensorInfo;
  backend.disposeData(spent.dataId);
  return out;
}
