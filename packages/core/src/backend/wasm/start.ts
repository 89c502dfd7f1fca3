import { locateBinary } from '#backend/wasm-binary';
import { type BackendWasm, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { engine, env, findBackendFactory, registerBackend, removeBackend } from '@tensorflow/tfjs-core';

import { FigmentError } from '../../errors.ts';
import { installKernels } from '../kernels.ts';
import { inNode } from '../platform.ts';
import type { StartedBackend, StartOptions } from '../provider.ts';
import { binaryName } from './binary/name.ts';
import { wasmKernels } from './kernels/index.ts';
import { type TfjsWasm, WasmRuntime } from './runtime.ts';

/** tfjs registers it once, when it is imported. */
const makeTfjs = findBackendFactory('wasm') as () => Promise<BackendWasm>;
let started: { readonly backend: BackendWasm; readonly runtime: WasmRuntime } | undefined;

export async function startWasm({ wasm }: StartOptions): Promise<StartedBackend> {
  const relaxedSimd = wasm?.relaxedSimd;
  const running = engine().registry['wasm'] as unknown as BackendWasm | undefined;
  const isOurs = running !== undefined && running === started?.backend;
  if (!isOurs || (relaxedSimd !== undefined && relaxedSimd !== started?.runtime.relaxedSimd)) {
    const backend = running ?? (await startTfjs(wasm?.baseUrl));
    const runtime = await WasmRuntime.over(unthreaded(backend), { relaxedSimd });
    installKernels('wasm', wasmKernels(runtime));
    if (isOurs) started?.runtime.release();
    started = { backend, runtime };
  }
  const device = `CPU, 1 thread, ${started?.runtime.relaxedSimd === true ? 'relaxed SIMD' : 'SIMD'}`;
  return { device, stop: () => { removeBackend('wasm'); } };
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
  if ((findBackendFactory('wasm') as unknown) !== null) removeBackend('wasm');
  registerBackend('wasm', () => backend, 2);
  return backend;
}

/** A backend that the page's own tfjs started before serves us as well, if it has no threads. */
function unthreaded(backend: BackendWasm): TfjsWasm {
  if ('PThread' in (backend as unknown as { wasm: object }).wasm) {
    throw new FigmentError('BACKEND_UNAVAILABLE', 'backend \'wasm\' was started by other code with threads, which our kernels can\'t share: call selectBackend() first, or set WASM_HAS_MULTITHREAD_SUPPORT to false.');
  }
  return backend as unknown as TfjsWasm;
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
