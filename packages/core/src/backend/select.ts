import { setBackend } from '@tensorflow/tfjs-core';

import { FigmentError, isFigmentError } from '../errors.ts';
import { refuseMissingKernels } from './kernels.ts';
import { inNode } from './platform.ts';
import type { BackendName, BackendProvider, Running, StartedBackend, StartOptions } from './provider.ts';
import { defaultOrder, knownProviders } from './providers.ts';
import { type Considered, currentSelection, type Selection, setCurrent } from './selection.ts';

export interface SelectOptions extends StartOptions {
  /**
   * One name: this backend or an error. A list: the first of it that works.
   * Without it the environment variable `FIGMENT_BACKEND` names one (it also goes before a list), else the order is
   * torch, webgpu, wasm, cpu in Node and webgpu, wasm, cpu in a browser.
   */
  readonly prefer?: BackendName | readonly BackendName[] | undefined;
  /** Times every candidate for some 20 ms and takes the fastest: a GPU is often slower than wasm for tiny models. */
  readonly measure?: boolean | undefined;
  /** Backends of other packages; considered before ours unless `prefer` says otherwise. */
  readonly providers?: readonly BackendProvider[] | undefined;
}

let queue: Promise<unknown> = Promise.resolve();

/**
 * Chooses and starts what everything will run on, and says why.
 *
 * @throws FigmentError `BACKEND_UNKNOWN` for a name nobody provides
 * @throws FigmentError `OPTIONS_INVALID`
 * @throws FigmentError `BACKEND_UNAVAILABLE` when the one asked for by name, or none of the list, can start; it says why
 */
export function selectBackend(options: SelectOptions = {}): Promise<Selection> {
  const result = queue.then(() => select(options));
  queue = result.catch(() => undefined);
  return result;
}

/** Selects a backend if nobody has. */
export async function ensureBackend(): Promise<Selection> {
  await queue;
  return currentSelection() ?? (await selectBackend());
}

async function select(options: SelectOptions): Promise<Selection> {
  const handedIn = options.providers ?? [];
  const known = knownProviders(handedIn);
  const { names, byName } = candidates(options.prefer, handedIn);
  for (const name of names) if (!known.has(name)) throw unknown(name, known);

  const considered: Considered[] = [];
  const running: Running[] = [];
  for (const name of names) {
    const provider = known.get(name) as BackendProvider;
    if (running.length > 0 && options.measure !== true) {
      considered.push({ name, chosen: false, reason: `not needed: ${running[0]?.provider.name ?? ''} comes first and works` });
      continue;
    }
    const outcome = await tryStart(provider, options, byName);
    if ('reason' in outcome) {
      if (byName) throw unavailable(`backend '${name}' can't start here: ${outcome.reason}`, outcome.cause);
      considered.push({ name, chosen: false, reason: outcome.reason });
    } else {
      running.push({ provider, started: outcome.started });
      considered.push({ name, chosen: true, device: outcome.started.device, reason: byName ? 'asked for by name' : 'the first that works here' });
    }
  }
  const first = running[0];
  if (first === undefined) throw unavailable(`no backend can start here. ${considered.map(({ name, reason }) => `${name}: ${reason}`).join('; ')}`);
  const chosen = running.length > 1 ? await (await import('./fastest.ts')).fastest(running, considered) : first;
  await setBackend(chosen.provider.name);
  const selection: Selection = { name: chosen.provider.name, device: chosen.started.device, considered };
  setCurrent(selection, chosen.started);
  return selection;
}

function candidates(prefer: SelectOptions['prefer'], handedIn: readonly BackendProvider[]): { names: readonly BackendName[]; byName: boolean } {
  if (typeof prefer === 'string') return { names: [prefer], byName: true };
  const environment = inNode ? process.env['FIGMENT_BACKEND'] : undefined;
  if (environment !== undefined && environment !== '') return { names: [environment], byName: true };
  const names = prefer ?? [...handedIn.map(({ name }) => name), ...defaultOrder];
  const unique = [...new Set(names)];
  if (unique.length === 0) throw new FigmentError('OPTIONS_INVALID', 'prefer must name a backend, got an empty list.');
  return { names: unique, byName: unique.length === 1 };
}

type Outcome = { readonly started: StartedBackend } | { readonly reason: string; readonly cause?: unknown };

async function tryStart(provider: BackendProvider, options: StartOptions, byName: boolean): Promise<Outcome> {
  try {
    const probe = await provider.probe(options);
    if (!probe.available) return { reason: probe.reason };
    if (probe.software === true && !byName) return { reason: `the adapter is a software fallback (${probe.device}), slower than wasm; ask for it by name to use it` };
    const started = await provider.start(options);
    refuseMissingKernels(provider.name);
    return { started };
  } catch (cause) {
    if (isFigmentError(cause, 'OPTIONS_INVALID')) throw cause;
    return { reason: cause instanceof Error ? cause.message : String(cause), cause };
  }
}

function unknown(name: string, known: ReadonlyMap<string, unknown>): FigmentError {
  return new FigmentError('BACKEND_UNKNOWN', `there is no backend '${name}'. Known are: ${[...known.keys()].join(', ')}.`);
}

function unavailable(message: string, cause?: unknown): FigmentError {
  return isFigmentError(cause, 'BACKEND_UNAVAILABLE') ? cause : new FigmentError('BACKEND_UNAVAILABLE', `${message}.`.replace(/\.+$/, '.'), { cause });
}
