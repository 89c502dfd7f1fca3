import { type TensorInfo, util } from '@tensorflow/tfjs-core';

import type { FusedKernels } from '../../fused-kernels.ts';
import { input, type Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';

/** The fields of `AdamStep` in kernels-wasm: 7 doubles. */
const STEP_BYTES = 56;

/** One pass over each parameter, and the norm that gradients are clipped by. */
export function optimizerKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  const { kernels } = runtime;
  const at = runtime.address.bind(runtime);
  return {
    FigmentAdam: (call) => {
      const attrs = call.attrs as unknown as FusedKernels['FigmentAdam']['attrs'];
      const { count, step, learningRate, betas: [beta1, beta2], epsilon, weightDecay, decoupled, amsgrad } = attrs;
      const gradientScale = call.inputs['gradientScale'];
      const scale = gradientScale === undefined ? 1 : (runtime.floats(at(gradientScale), 1)[0] as number);
      const rootCorrection = Math.sqrt(1 - beta2 ** step);
      const rate = (learningRate * rootCorrection) / (1 - beta1 ** step);
      const stepAt = runtime.scratch(STEP_BYTES);
      const results: TensorInfo[] = [];
      for (let i = 0; i < count; i++) {
        const tensor = (name: string): TensorInfo => input(call, `${name}${i}`);
        const [p, g, m, v] = [tensor('p'), tensor('g'), tensor('m'), tensor('v')];
        const outputs = (amsgrad ? [p, m, v, v] : [p, m, v]).map(({ shape }) => runtime.output(shape)) as [TensorInfo, TensorInfo, TensorInfo, TensorInfo?];
        const [newP, newM, newV, newLargest] = outputs;
        const decay = weightDecay[i] as number;
        // The memory may have grown with the outputs: a view of it is made anew.
        new Float64Array(runtime.backend.wasm.asm.memory.buffer, stepAt, STEP_BYTES / 8).set([scale, beta1, beta2, rate, epsilon * rootCorrection, decoupled ? 0 : decay, decoupled ? 1 - learningRate * decay : 1]);
        kernels.adam(
          stepAt, at(p), at(g), at(m), at(v), amsgrad ? at(tensor('x')) : 0,
          at(newP), at(newM), at(newV), newLargest === undefined ? 0 : at(newLargest), util.sizeFromShape(p.shape),
        );
        results.push(...(outputs as TensorInfo[]));
      }
      return results;
    },
    FigmentGlobalNorm: (call) => {
      const { count } = call.attrs as { count: number };
      let total = 0;
      for (let i = 0; i < count; i++) {
        const x = input(call, `x${i}`);
        total += kernels.sumOfSquares(at(x), util.sizeFromShape(x.shape));
      }
      const out = runtime.output([]);
      runtime.floats(at(out), 1)[0] = Math.sqrt(total);
      return out;
    },
  };
}
