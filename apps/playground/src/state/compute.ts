import { proxy, type Remote, wrap } from 'comlink';

import { carryErrorCodes } from '../workers/errors.ts';
import type { Compute } from '../workers/protocol/index.ts';

carryErrorCodes();

let remote: Remote<Compute> | undefined;

/** The compute worker, started when first asked for. */
export function compute(): Remote<Compute> {
  remote ??= wrap<Compute>(new Worker(new URL('../workers/compute.ts', import.meta.url), { type: 'module', name: 'figment-compute' }));
  return remote;
}

/** Hands a callback to the worker. */
export { proxy as callback };
