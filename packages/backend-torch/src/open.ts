import { FigmentError } from '@figment/core';

import { Abi } from './abi/abi.ts';
import { bindCode } from './abi/functions.ts';
import { cudaDriver } from './library/cuda-driver.ts';
import type { DeviceName, TorchDevice } from './library/device.ts';
import { withEnvironment } from './library/environment.ts';
import { keepFreedMemory, memoryEnvironment } from './library/host-memory.ts';
import { Libtorch } from './library/libtorch.ts';
import { setThreads, threadEnvironment } from './library/threads.ts';
import { refusedOperations } from './library/trust.ts';
import type { TorchFolder } from './locate/folder.ts';
import { Torch, type TorchOptions } from './tensors/torch.ts';

/** A torch that computes on a device, and the device's name for people. */
export interface OpenTorch {
  readonly torch: Torch;
  readonly device: string;
}

/**
 * Loads a torch and tries the device.
 *
 * @throws FigmentError `BACKEND_UNAVAILABLE` with what to do about it
 */
export function openTorch({ folder }: TorchFolder, device: DeviceName, threads: number, options: TorchOptions = {}): OpenTorch {
  Libtorch.checkFiles(folder, device.kind === 'cuda');
  const name = device.kind === 'cuda' ? cudaDevice(device.index) : device.kind === 'mps' ? macDevice() : `CPU, ${threads.toString()} ${threads === 1 ? 'thread' : 'threads'}`;
  const torch = withEnvironment({ ...threadEnvironment(threads), ...memoryEnvironment }, () => {
    const library = Libtorch.load(folder, device.kind === 'cuda');
    setThreads(library, threads);
    keepFreedMemory(library);
    const abi = new Abi(library);
    const opened = new Torch(abi, numbered(library, device), { refused: refusedOperations(abi.release), ...options });
    // Within the environment, since torch reads its settings of memory at the first tensor.
    tryDevice(opened, device);
    return opened;
  });
  return { torch, device: `${name}, libtorch ${torch.release.join('.')}` };
}

function cudaDevice(index: number): string {
  const driver = cudaDriver();
  if ('reason' in driver) throw unavailable({ kind: 'cuda', index }, `${driver.reason}. Install NVIDIA's driver, or take the device 'cpu'`);
  const name = driver.devices[index];
  if (name === undefined) throw unavailable({ kind: 'cuda', index }, `there is no such device: ${driver.devices.map((each, i) => `cuda:${i.toString()} is ${each}`).join(', ')}`);
  return `${name} (cuda:${index.toString()})`;
}

function macDevice(): string {
  if (process.platform !== 'darwin' || process.arch !== 'arm64') throw unavailable({ kind: 'mps', index: 0 }, `it needs macOS on Apple silicon, this is ${process.platform} on ${process.arch}`);
  return 'Apple GPU (mps)';
}

function numbered(library: Libtorch, { kind, index }: DeviceName): TorchDevice {
  return { name: kind, type: bindCode(library, `device_type_${kind}`)(), index };
}

/** What a device can't do it says at the first tensor. */
function tryDevice(torch: Torch, device: DeviceName): void {
  try {
    torch.scope(() => torch.read(torch.upload(Float32Array.of(1, 2), [2], 'float32'), [2]));
  } catch (cause) {
    throw unavailable(device, cause instanceof Error ? cause.message.replace(/\.+$/, '') : String(cause), cause);
  }
}

function unavailable({ kind, index }: DeviceName, reason: string, cause?: unknown): FigmentError {
  return new FigmentError('BACKEND_UNAVAILABLE', `torch can't compute on ${kind === 'cuda' ? `cuda:${index.toString()}` : kind}: ${reason}.`, { cause });
}
