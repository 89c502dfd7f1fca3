import { FigmentError } from '@figment/core';
import type { SelectOptions } from '@figment/core/backend';
import type { Command } from 'commander';

/** What a command computes on. */
export interface BackendFlags {
  readonly backend?: string | undefined;
  readonly device?: string | undefined;
}

export function addBackendFlags(command: Command): Command {
  return command
    .option('--backend <name>', 'torch, webgpu, wasm or cpu (the best there is)')
    .option('--device <name>', 'of the torch backend: cuda, cuda:<index>, mps or cpu (the first of them that works)');
}

/**
 * The flags as settings of `selectBackend`; a device alone asks for torch.
 *
 * @throws FigmentError `OPTIONS_INVALID` for a device with another backend
 */
export function backendOptions({ backend, device }: BackendFlags): SelectOptions {
  if (device === undefined) return backend === undefined ? {} : { prefer: backend };
  if (backend !== undefined && backend !== 'torch') throw new FigmentError('OPTIONS_INVALID', `--device chooses a device of the backend torch, got --backend ${backend}.`);
  return { prefer: 'torch', torch: { device } };
}
