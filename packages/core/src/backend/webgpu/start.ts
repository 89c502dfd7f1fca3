import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { env, findBackend, findBackendFactory, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';

import { installKernels } from '../kernels.ts';
import type { StartedBackend } from '../provider.ts';
import { createDevice, type OwnedDevice } from './device.ts';
import { findGpu } from './gpu.ts';
import { compileAhead } from './warm-up.ts';

let current: OwnedDevice | undefined;

/** Starts tfjs's WebGPU backend on a device of ours. */
export async function startWebgpu(): Promise<StartedBackend> {
  if (current === undefined || current.isLost()) current = await replaceDevice();
  return started();
}

/** Registers a backend on a new device, in place of tfjs's own or of the one whose device was lost. */
async function replaceDevice(): Promise<OwnedDevice> {
  // Before the import: tfjs looks for WebGPU when it is loaded.
  await findGpu();
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  const { webgpuKernels } = await import('./kernels/index.ts');
  // tfjs would compute what is small and not yet on the GPU by other code on the CPU, some of it wrong: one way for every size.
  env().set('WEBGPU_CPU_FORWARD', false);
  const own = await createDevice();
  const backend = new WebGPUBackend(own.device, own.adapter.info);
  if ((findBackendFactory('webgpu') as unknown) !== null) removeBackend('webgpu');
  registerBackend('webgpu', () => backend, 3);
  installKernels('webgpu', webgpuKernels);
  return own;
}

function started(): StartedBackend {
  const device = (): OwnedDevice => current as OwnedDevice;
  return {
    device: device().name,
    lost: () => device().lost,
    isLost: () => device().isLost(),
    takeError: () => device().takeError(),
    async restore() {
      if (!device().isLost()) return;
      current = await replaceDevice();
      await setBackend('webgpu');
    },
    warmUp: (trace, onProgress) => compileAhead(findBackend('webgpu') as unknown as WebGPUBackend, trace, onProgress),
    stop() {
      removeBackend('webgpu');
      device().release();
      current = undefined;
    },
  };
}
