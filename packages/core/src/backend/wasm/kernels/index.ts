import { util } from '@tensorflow/tfjs-core';

import { conv3dKernels } from '../../host/conv3d.ts';
import { depthwiseKernels } from '../../host/depthwise.ts';
import { type HostMemory, hostKernels } from '../../host/host-kernel.ts';
import { maxPool3dKernels, poolingKernels } from '../../host/pooling.ts';
import { resizeKernels } from '../../host/resize.ts';
import type { Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';
import { activationKernels } from './activations.ts';
import { conv2dKernels } from './conv2d.ts';
import { groupNormKernels } from './group-norm.ts';
import { identityKernels } from './identity.ts';
import { matMulKernels } from './mat-mul.ts';
import { reductionKernels } from './reductions.ts';
import { rmsNormKernels } from './rms-norm.ts';
import { segmentSumKernels } from './segment-sum.ts';

/** What tfjs-wasm lacks, gets wrong or does slowly. */
export function wasmKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  const memory: HostMemory = {
    output: (shape, dtype) => runtime.output(shape, dtype),
    view: (tensor) => runtime.floats(runtime.address(tensor), util.sizeFromShape(tensor.shape)),
  };
  return {
    ...matMulKernels(runtime),
    ...conv2dKernels(runtime),
    ...reductionKernels(runtime),
    ...segmentSumKernels(runtime),
    ...activationKernels(runtime),
    ...groupNormKernels(runtime),
    ...rmsNormKernels(runtime),
    ...identityKernels,
    ...hostKernels(memory, { ...poolingKernels, ...maxPool3dKernels, ...resizeKernels, ...depthwiseKernels, ...conv3dKernels }),
  };
}
