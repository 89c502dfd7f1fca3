import { activations } from '@figment/kernels-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { FusedActivation } from '../../fused-kernels.ts';
import { input, isWanted, type KernelCall, type Kernels, wantedGradients } from '../../kernels.ts';
import { sizeOf } from '../../../ops/size.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';

/** A linear map with bias, activation and residual, finished block by block while the product is at hand; and its gradients. */
export function linearKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  return {
    FigmentLinear: (call) => forward(runtime, call),
    FigmentLinearGrad: (call) => gradients(runtime, call),
  };
}

/** x: [..., I], weight: [I, O] -> y: [..., O], and with an activation its slope. */
function forward(runtime: WasmRuntime, call: KernelCall<TfjsWasm>): TensorInfo[] {
  const [x, weight] = [input(call, 'x'), input(call, 'weight')];
  const [inputs, outputs] = weight.shape as [number, number];
  const lead = x.shape.slice(0, -1);
  const activation = activationOf(call);
  const y = runtime.output([...lead, outputs]);
  const slope = activation === activations.none ? undefined : runtime.output(y.shape);
  const { kernels } = runtime;
  kernels.linear(
    runtime.address(x), runtime.address(weight), addressOr0(runtime, call, 'bias'), addressOr0(runtime, call, 'residual'), activation,
    sizeOf(lead), inputs, outputs, runtime.address(slope ?? y), runtime.address(y), runtime.scratch(kernels.productScratchBytes()),
  );
  return slope === undefined ? [y] : [y, slope];
}

/** -> dx: [..., I], dweight: [I, O], dbias: [O], dresidual: [..., O], those that are wanted. */
function gradients(runtime: WasmRuntime, call: KernelCall<TfjsWasm>): TensorInfo[] {
  const [x, weight, dy] = [input(call, 'x'), input(call, 'weight'), input(call, 'dy')];
  const { saved0: slope } = call.inputs;
  const [inputs, outputs] = weight.shape as [number, number];
  const rows = sizeOf(x.shape.slice(0, -1));
  const { kernels, backend } = runtime;
  const product = (shape: readonly number[], turned: readonly [number, number], [m, n, k]: readonly [number, number, number], a: TensorInfo, b: TensorInfo): TensorInfo => {
    const out = runtime.output(shape);
    kernels.gemm(...turned, m, n, k, runtime.address(a), runtime.address(b), runtime.address(out), 0, runtime.scratch(kernels.productScratchBytes()));
    return out;
  };
  const dbias = isWanted(call, 'bias') ? runtime.output([outputs]) : undefined;
  // dL/d of the sum before the activation
  const d = slope === undefined ? dy : runtime.output(dy.shape);
  if (d !== dy || dbias !== undefined) {
    const from = slope === undefined ? 0 : runtime.address(slope);
    const to = dbias === undefined ? 0 : runtime.address(dbias);
    kernels.activationGradient(from, runtime.address(dy), rows, outputs, runtime.address(d), to, runtime.scratch(4 * outputs));
  }
  const made = wantedGradients(call, {
    x: () => product(x.shape, [0, 1], [rows, inputs, outputs], d, weight), // [N, O] [I, O]^T -> [N, I]
    weight: () => product(weight.shape, [1, 0], [inputs, outputs, rows], x, d), // [N, I]^T [N, O] -> [I, O]
    bias: () => dbias as TensorInfo,
    residual: () => {
      backend.incRef(dy.dataId);
      return { dataId: dy.dataId, shape: dy.shape, dtype: dy.dtype };
    },
  });
  if (d !== dy) backend.disposeData(d.dataId);
  return made;
}

function activationOf(call: KernelCall<TfjsWasm>): number {
  return activations[(call.attrs as { activation: FusedActivation }).activation];
}

function addressOr0(runtime: WasmRuntime, call: KernelCall<TfjsWasm>, name: string): number {
  const tensor = call.inputs[name];
  return tensor === undefined ? 0 : runtime.address(tensor);
}
