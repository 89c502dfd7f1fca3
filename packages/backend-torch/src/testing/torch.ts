import { setBackend } from '@tensorflow/tfjs-core';
import { describe, expect } from 'vitest';

import { candidateDevices } from '../devices.ts';
import type { TorchFolder } from '../locate/folder.ts';
import { locateTorch } from '../locate/locate.ts';
import { openTorch } from '../open.ts';
import { registerTorch } from '../start.ts';
import type { Torch, TorchOptions } from '../tensors/torch.ts';
import type { TorchBackend } from '../torch-backend.ts';

const located: TorchFolder | string = await locateTorch().catch((error: unknown) => {
  // A machine that is to check the backend must not pass by having no torch.
  if (process.env['FIGMENT_REQUIRE_TORCH'] === '1') throw error;
  return (error as Error).message;
});

/** Tests that need a torch; where there is none, the report says why they were skipped. */
export function describeTorch(name: string, tests: () => void): void {
  if (typeof located === 'string') describe.skip(`${name} (${located})`, tests);
  else describe(name, tests);
}

/** The torch of this machine. */
export function torchFolder(): TorchFolder {
  if (typeof located === 'string') throw new Error(located);
  return located;
}

/** Starts the backend on the CPU, or the device that `FIGMENT_TORCH_DEVICE` names, and makes it tfjs's. */
export async function startForTests(options: TorchOptions = {}): Promise<TorchBackend> {
  const device = candidateDevices('', undefined).devices[0] ?? { kind: 'cpu', index: 0 };
  const backend = registerTorch(openTorch(torchFolder(), device, 1, options).torch);
  await setBackend('torch');
  return backend;
}

/** A message with torch's own text in it, where the release gives it to programs. */
export function saying(torch: Torch, text: RegExp): string {
  return (torch.abi.functions.what === undefined ? expect.any(String) : expect.stringMatching(text)) as string;
}
