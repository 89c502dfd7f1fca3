import { util } from '@tensorflow/tfjs-core';

import { conv3dKernels } from '../../host/conv3d.ts';
import { type HostMemory, hostKernels } from '../../host/host-kernel.ts';
import { maxPool3dKernels, poolingKernels as hostPoolingKernels } from '../../host/pooling.ts';
import { resizeKernels } from '../../host/resize.ts';
import { writePositionsKernels } from '../../host/write-positions.ts';
import type { Kernel, Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';
import { activationKernels } from './activations.ts';
import { attentionKernels } from './attention.ts';
import { castKernels } from './cast.ts';
import { conv2dKernels } from './conv2d.ts';
import { crossEntropyKernels } from './cross-entropy.ts';
import { elementwiseKernels } from './elementwise.ts';
import { gatherKernels } from './gather.ts';
import { groupNormKernels } from './group-norm.ts';
import { identityKernels } from './identity.ts';
import { layerNormKernels } from './layer-norm.ts';
import { linearKernels } from './linear.ts';
import { matMulKernels } from './mat-mul.ts';
import { optimizerKernels } from './optimizer.ts';
import { poolingKernels } from './pooling.ts';
import { randomKernels } from './random.ts';
import { rearrangeKernels } from './rearrange.ts';
import { reductionKernels } from './reductions.ts';
import { rmsNormKernels } from './rms-norm.ts';
import { segmentSumKernels } from './segment-sum.ts';
import { softmaxKernels } from './softmax.ts';

/** What tfjs-wasm lacks, gets wrong or does slowly. */
export function wasmKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  const memory: HostMemory = {
    output: (shape, dtype) => runtime.output(shape, dtype),
    view: (tensor) => runtime.floats(runtime.address(tensor), util.sizeFromShape(tensor.shape)),
  };
  return attempted(runtime, {
    ...matMulKernels(runtime),
    ...linearKernels(runtime),
    ...attentionKernels(runtime),
    ...conv2dKernels(runtime),
    ...reductionKernels(runtime),
    ...gatherKernels(runtime),
    ...segmentSumKernels(runtime),
    ...activationKernels(runtime),
    ...elementwiseKernels(runtime),
    ...softmaxKernels(runtime),
    ...randomKernels(runtime),
    ...rearrangeKernels(runtime),
    ...crossEntropyKernels(runtime),
    ...optimizerKernels(runtime),
    ...groupNormKernels(runtime),
    ...layerNormKernels(runtime),
    ...rmsNormKernels(runtime),
    ...castKernels(runtime),
    ...identityKernels,
    ...writePositionsKernels(memory),
    ...hostKernels(memory, { ...hostPoolingKernels, ...maxPool3dKernels, ...resizeKernels, ...conv3dKernels }),
    // Volumes stay on the host.
    ...poolingKernels(runtime),
  });
}

/** Each frees what it had made when it throws. */
function attempted(runtime: WasmRuntime, kernels: Kernels<TfjsWasm>): Kernels<TfjsWasm> {
  const wrap = (kernel: Kernel<TfjsWasm>): Kernel<TfjsWasm> => (call) => runtime.attempt(() => kernel(call));
  return Object.fromEntries(Object.entries(kernels).map(([name, kernel]) => [name, wrap(kernel)]));
}
