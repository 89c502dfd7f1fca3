import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { findBackend, registerBackend } from '@tensorflow/tfjs-core';

import type { StartedBackend } from '../provider.ts';

export function startCpu(): StartedBackend {
  // The name is registered by the import above, unless somebody removed it since.
  if (!(findBackend('cpu') instanceof MathBackendCPU)) registerBackend('cpu', () => new MathBackendCPU(), 1);
  // Otherwise the first tensor prints an advertisement for tfjs-node.
  Object.assign(findBackend('cpu'), { firstUse: false });
  return { device: 'CPU, JavaScript' };
}
