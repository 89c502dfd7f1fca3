import { Identity } from '@tensorflow/tfjs-core';

import { input, type Kernels } from '../../kernels.ts';
import type { TfjsWasm } from '../runtime.ts';

/** Another handle on the same values. tfjs-wasm copies them, and the tape clones all that a gradient will need. */
export const identityKernels: Kernels<TfjsWasm> = {
  [Identity]: (call) => {
    const { dataId, shape, dtype } = input(call, 'x');
    call.backend.incRef(dataId);
    return { dataId, shape, dtype };
  },
};
