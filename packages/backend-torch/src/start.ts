import { FigmentError } from '@figment/core';
import { installKernels, type Kernels, type StartedBackend, type StartOptions } from '@figment/core/backend';
import { engine, registerBackend, removeBackend } from '@tensorflow/tfjs-core';

import { candidateDevices } from './devices.ts';
import { torchKernels } from './kernels/index.ts';
import { trimHostMemory } from './library/host-memory.ts';
import { threadCount } from './library/threads.ts';
import { locateTorch } from './locate/locate.ts';
import { openTorch, type OpenTorch } from './open.ts';
import { precisions, type Torch } from './tensors/torch.ts';
import { TorchBackend } from './torch-backend.ts';

type TorchStart = NonNullable<StartOptions['torch']>;

let running: { readonly key: string; readonly backend: TorchBackend; readonly device: string } | undefined;

/**
 * Loads torch, takes the first device that works, and registers the backend with tfjs.
 *
 * @throws FigmentError `BACKEND_UNAVAILABLE`, `OPTIONS_INVALID`
 */
export async function startTorch({ torch: options = {} }: StartOptions): Promise<StartedBackend> {
  const key = JSON.stringify([options, process.env['FIGMENT_TORCH_DEVICE'], process.env['FIGMENT_TORCH_LIB'], process.env['FIGMENT_TORCH_PYTHON']]);
  const isRegistered = running !== undefined && engine().registry['torch'] === (running.backend as unknown);
  if (running === undefined || running.key !== key || !isRegistered) {
    const { torch, device } = await open(options);
    running = { key, backend: registerTorch(torch), device };
  }
  return started(running.backend, running.device);
}

async function open({ device, library, python, threads, precision = 'float32' }: TorchStart): Promise<OpenTorch> {
  if (!precisions.includes(precision)) throw new FigmentError('OPTIONS_INVALID', `torch.precision must be ${precisions.map((each) => `'${each}'`).join(', ')}, got '${precision as string}'.`);
  const count = threadCount(threads);
  const located = await locateTorch({ library, python });
  const { devices, named } = candidateDevices(located.folder, device);
  const reasons: string[] = [];
  for (const candidate of devices) {
    try {
      const opened = openTorch(located, candidate, count, { precision });
      return { ...opened, device: [opened.device, ...reasons].join('; ') };
    } catch (error) {
      if (named || candidate === devices.at(-1)) throw error;
      reasons.push(error instanceof Error ? error.message.replace(/\.$/, '') : String(error));
    }
  }
  throw new FigmentError('BACKEND_UNAVAILABLE', 'torch has no device.');
}

/** Registers a torch and its kernels with tfjs, in place of one that was there. */
export function registerTorch(torch: Torch): TorchBackend {
  const backend = new TorchBackend(torch);
  if ((engine().registryFactory['torch'] as unknown) !== undefined) removeBackend('torch');
  installKernels('torch', inKernelScope(torch, torchKernels(torch)));
  registerBackend('torch', () => backend, 3);
  return backend;
}

/** What a kernel makes on its way is freed when it is done; when it throws, its outputs too. */
function inKernelScope(torch: Torch, kernels: Kernels<TorchBackend>): Kernels<TorchBackend> {
  return Object.fromEntries(Object.entries(kernels).map(([name, kernel]) => [name, (call) => torch.kernel(() => kernel(call))] as const));
}

function started({ torch }: TorchBackend, device: string): StartedBackend {
  return {
    device,
    stop: () => { removeBackend('torch'); },
    finish: async () => { torch.finish(); },
    finishNow: () => { torch.finish(); },
    trim: () => {
      torch.clearCaches();
      trimHostMemory(torch.abi.library);
    },
  };
}
