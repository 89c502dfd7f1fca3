import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

import type { Kernels } from '../../kernels.ts';
import { addNKernels } from './add-n.ts';
import { castKernels } from './cast.ts';
import { cumulativeKernels } from './cumulative.ts';
import { depthwiseKernels } from './depthwise.ts';
import { integerKernels } from './integers.ts';
import { matMulKernels } from './mat-mul.ts';
import { padKernels } from './pad.ts';
import { poolingKernels } from './pooling.ts';
import { reductionKernels } from './reductions.ts';
import { resizeKernels } from './resize.ts';
import { selectKernels } from './select.ts';
import { tileKernels } from './tile.ts';
import { topKKernels } from './top-k.ts';
import { transposeKernels } from './transpose.ts';

/** What tfjs-webgpu lacks or gets wrong. */
export const webgpuKernels: Kernels<WebGPUBackend> = {
  ...addNKernels, ...castKernels, ...integerKernels, ...cumulativeKernels, ...reductionKernels, ...padKernels, ...tileKernels, ...selectKernels, ...matMulKernels, ...transposeKernels, ...topKKernels, ...poolingKernels, ...depthwiseKernels, ...resizeKernels,
};
