import { locateBinary } from '#backend/wasm-binary';
import { type BackendWasm, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { env, findBackend, findBackendFactory, registerBackend, removeBackend } from '@tensorflow/tfjs-core';

import { installKernels } from '../kernels.ts';
import { inNode } from '../platform.ts';
import type { StartedBackend, StartOptions } from '../provider.ts';
import { binaryName } from './binary/name.ts';
import { wasmKernels } from './kernels/index.ts';
import { type TfjsWasm, WasmRuntime } from './runtime.ts';

/** tfjs registers it once, when it is imported. */
const makeTfjs = findBackendFactory('wasm') as () => Promise<BackendWasm>;
let started: BackendWasm | undefined;

export async function startWasm({ wasm }: StartOptions): Promise<StartedBackend> {
  if (started === undefined || !isRegistered(started)) started = await startTfjs(wasm?.baseUrl);
  return { device: 'CPU, 1 thread, SIMD', stop: () => { removeBackend('wasm'); } };
}

/** Starts what tfjs registered and registers the running backend instead: tfjs's own way swallows errors and unsets the backend in use. */
async function startTfjs(baseUrl: string | undefined): Promise<BackendWasm> {
  const location = await locateBinary(baseUrl);
  // The threaded build's memory is imported and shared, and our kernels attach to an unshared one.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  env().set('WASM_HAS_SIMD_SUPPORT', true);
  setThreadsCount(1);
  setWasmPaths({ 'tfjs-backend-wasm.wasm': location, [binaryName]: location, 'tfjs-backend-wasm-threaded-simd.wasm': location });
  const backend = await withoutProcessListeners(makeTfjs);
  installKernels('wasm', wasmKernels(await WasmRuntime.over(backend as unknown as TfjsWasm)));
  removeBackend('wasm');
  registerBackend('wasm', () => backend, 2);
  return backend;
}

/** Not after another copy of tfjs, or a measurement, removed it. `findBackend` would start a registered one, so the factory is asked first. */
function isRegistered(backend: BackendWasm): boolean {
  return findBackendFactory('wasm') !== makeTfjs && (findBackend('wasm') as unknown) === backend;
}

/**
 * In Node the WebAssembly's loader listens to the process's uncaught errors and throws them again from its own one-line
 * source, which is then printed in full: every error of the program would drown in it.
 */
async function withoutProcessListeners<Value>(start: () => Promise<Value>): Promise<Value> {
  if (!inNode) return await start();
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = events.map((event) => new Set(process.rawListeners(event)));
  try {
    return await start();
  } finally {
    for (const [i, event] of events.entries()) {
      for (const listener of process.rawListeners(event)) if (before[i]?.has(listener) !== true) process.removeListener(event, listener as () => void);
    }
  }
}
