import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { util } from '@tensorflow/tfjs-core';

import { conv3dKernels } from '../../host/conv3d.ts';
import { depthwiseKernels } from '../../host/depthwise.ts';
import { type HostMemory, hostKernels } from '../../host/host-kernel.ts';
import { poolingKernels } from '../../host/pooling.ts';
import { resizeKernels } from '../../host/resize.ts';
import { writePositionsKernels } from '../../host/write-positions.ts';
import type { Kernels } from '../../kernels.ts';
import { matMulKernels } from './mat-mul.ts';

/** What tfjs-cpu gets wrong. */
export function cpuKernels(backend: MathBackendCPU): Kernels<MathBackendCPU> {
  const memory: HostMemory = {
    output: (shape, dtype) => backend.makeTensorInfo([...shape], dtype, util.makeZerosTypedArray(util.sizeFromShape([...shape]), dtype)),
    view: ({ dataId }) => backend.data.get(dataId).values as Float32Array,
  };
  return { ...matMulKernels, ...writePositionsKernels<MathBackendCPU>(memory), ...hostKernels<MathBackendCPU>(memory, { ...poolingKernels, ...resizeKernels, ...depthwiseKernels, ...conv3dKernels }) };
}
