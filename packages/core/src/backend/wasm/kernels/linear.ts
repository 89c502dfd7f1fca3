import { activations } from '@figment/kernels-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { FusedActivation } from '../../fused-kernels.ts';
import { input, type KernelCall, type Kernels } from '../../kernels.ts';
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

/** -> dx: [..., I], dweight: [I, O], and where they were given dbias: [O], dresidual: [..., O]. */
function gradients(runtime: WasmRuntime, call: KernelCall<TfjsWasm>): TensorInfo[] {
  const [x, weight, dy] = [input(call, 'x'), input(call, 'weight'), input(call, 'dy')];
  const { bias, residual, saved0: slope } = call.inputs;
  const [inputs, outputs] = weight.shape as [number, number];
  const rows = sizeOf(x.shape.slice(0, -1));
  const { kernels, backend } = runtime;
  const [dx, dweight] = [runtime.output(x.shape), runtime.output(weight.shape)];
  const dbias = bias === undefined ? undefined : runtime.output([outputs]);
  // dL/d of the sum before the activation
  const d = slope === undefined ? dy : runtime.output(dy.shape);
  if (d !== dy || dbias !== undefined) {
    const from = slope === undefined ? 0 : runtime.address(slope);
    const to = dbias === undefined ? 0 : runtime.address(dbias);
    kernels.activationGradient(from, runtime.address(dy), rows, outputs, runtime.address(d), to, runtime.scratch(4 * outputs));
  }
  const scratch = runtime.scratch(kernels.productScratchBytes());
  kernels.gemm(0, 1, rows, inputs, outputs, runtime.address(d), runtime.address(weight), runtime.address(dx), 0, scratch); // [N, O] [I, O]^T -> [N, I]
  kernels.gemm(1, 0, inputs, outputs, rows, runtime.address(x), runtime.address(d), runtime.address(dweight), 0, scratch); // [N, I]^T [N, O] -> [I, O]
  if (d !== dy) backend.disposeData(d.dataId);
  const results = dbias === undefined ? [dx, dweight] : [dx, dweight, dbias];
  if (residual === undefined) return results;
  backend.incRef(dy.dataId);
  return [...results, { dataId: dy.dataId, shape: dy.shape, dtype: dy.dtype }];
}

function activationOf(call: KernelCall<TfjsWasm>): number {
  return activations[(call.attrs as { activation: FusedActivation }).activation];
}

function addressOr0(runtime: WasmRuntime, call: KernelCall<TfjsWasm>, name: string): number {
  const tensor = call.inputs[name];
  return tensor === undefined ? 0 : runtime.address(tensor);
}
