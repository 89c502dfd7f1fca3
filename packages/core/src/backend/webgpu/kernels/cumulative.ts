import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { type TensorInfo, util } from '@tensorflow/tfjs-core';

import { input, type Kernel, type Kernels } from '../../kernels.ts';
import { runFlat } from './flat-program.ts';

interface CumulativeAttributes {
  readonly axis: number;
  readonly exclusive: boolean;
  readonly reverse: boolean;
}

/**
 * Sums or products of all that stands before, in log2(n) passes, each with what lies twice as far away as in the last.
 * Hillis and Steele 1986, "Data parallel algorithms". tfjs takes the distances from `pow`, which GPUs may round down.
 */
function cumulative(operator: '+' | '*'): Kernel<WebGPUBackend> {
  return (call) => {
    const x = input(call, 'x');
    const { axis: given, exclusive, reverse } = call.attrs as unknown as CumulativeAttributes;
    const [axis] = util.parseAxisParam(given, x.shape) as [number];
    const length = x.shape[axis] ?? 1;
    const pass = (from: TensorInfo, distance: number, onlyOther: boolean): TensorInfo => runFlat(call.backend, {
      name: `Cumulative${operator}${onlyOther}`,
      outputShape: x.shape,
      dtype: x.dtype === 'int32' ? 'int32' : 'float32',
      inputs: { x: from },
      uniforms: { distance: reverse ? distance : -distance, length, after: util.sizeFromShape(x.shape.slice(axis + 1)) },
      code: `
        let place = (index / uniforms.after) % uniforms.length + uniforms.distance;
        ${onlyOther ? `result = ${operator === '*' ? 'result + 1' : 'result'};` : 'result = x[index];'}
        if (place >= 0 && place < uniforms.length) { result = result ${operator} x[index + uniforms.distance * uniforms.after]; }`,
    });
    let result = pass(x, length, false);
    const then = (distance: number, onlyOther: boolean): void => {
      const before = result;
      result = pass(before, distance, onlyOther);
      call.backend.disposeData(before.dataId);
    };
    for (let distance = 1; distance < length; distance *= 2) then(distance, false);
    if (exclusive) then(1, true);
    return result;
  };
}

export const cumulativeKernels: Kernels<WebGPUBackend> = { Cumsum: cumulative('+'), Cumprod: cumulative('*') };
