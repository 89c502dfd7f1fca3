import { input, type KernelCall, type Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';

/** Cross entropy with class numbers, and its gradient, without a row of shares. See `FigmentCrossEntropy` in `fused-kernels.ts`. */
export function crossEntropyKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  const { kernels } = runtime;
  const at = runtime.address.bind(runtime);
  const settings = (call: KernelCall<TfjsWasm>) => {
    const [logits, targets] = [input(call, 'logits'), input(call, 'targets')];
    const [rows, classes] = logits.shape as [number, number];
    const { classWeight } = call.inputs;
    const { ignoreIndex, labelSmoothing } = call.attrs as { ignoreIndex: number; labelSmoothing: number };
    return [at(logits), at(targets), classWeight === undefined ? 0 : at(classWeight), rows, classes, ignoreIndex, labelSmoothing] as const;
  };
  return {
    FigmentCrossEntropy: (call) => {
      const [rows] = input(call, 'logits').shape as [number, number];
      const [losses, logSumExp] = [runtime.output([rows]), runtime.output([rows])];
      kernels.crossEntropy(...settings(call), at(losses), at(logSumExp));
      return [losses, logSumExp];
    },
    FigmentCrossEntropyGrad: (call) => {
      const dlogits = runtime.output(input(call, 'logits').shape);
      kernels.crossEntropyGradient(...settings(call), at(input(call, 'saved0')), at(input(call, 'dy')), at(dlogits));
      return dlogits;
    },
  };
}
