import { Cast, type DataType, type TensorInfo, util } from '@tensorflow/tfjs-core';

import { input, type Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';

const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

/** Another type of numbers. tfjs's own gives truth the last byte of a number: 0.2 is false, 256 too, and -1.5 is 255. */
export function castKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  const view = (tensor: TensorInfo): Float32Array | Int32Array | Uint8Array =>
    new arrays[tensor.dtype as keyof typeof arrays](runtime.backend.wasm.asm.memory.buffer, runtime.address(tensor), util.sizeFromShape(tensor.shape));
  return {
    [Cast]: (call) => {
      const x = input(call, 'x');
      const dtype = call.attrs['dtype'] as DataType;
      const y = runtime.output(x.shape, dtype);
      // After the output, for which the memory may have grown.
      const [from, to] = [view(x), view(y)];
      if (dtype === 'bool') for (let i = 0; i < to.length; i++) to[i] = from[i] === 0 ? 0 : 1;
      else to.set(from);
      return y;
    },
  };
}
