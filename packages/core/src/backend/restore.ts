import { tensor as makeTensor, type Variable } from '@tensorflow/tfjs-core';

import { FigmentError } from '../errors.ts';
import { guardDevice } from './in-flight.ts';
import { currentBackend, currentSelection, type Selection } from './selection.ts';

type Reload = () => Promise<void>;

const reloads = new Set<Reload>();

/**
 * Has `reload` called after a lost device was replaced, to write variables anew from what survived: a checkpoint, a copy.
 *
 * @returns undoes it
 */
export function onRestore(reload: Reload): () => void {
  // A function of its own, so that the same `reload` may be registered twice.
  const entry: Reload = () => reload();
  reloads.add(entry);
  return () => {
    reloads.delete(entry);
  };
}

/**
 * Starts the lost device again and reloads everything that is registered with {@link onRestore}, in its order, then `reload`.
 * All other tensors that lay on the device are gone: make them anew. Does nothing to a device that is not lost.
 *
 * @throws FigmentError `BACKEND_UNAVAILABLE` when nothing was selected, or no device can be had; call it again later
 */
export async function restoreBackend({ reload }: { readonly reload?: Reload | undefined } = {}): Promise<Selection> {
  const selection = currentSelection();
  if (selection === undefined) throw new FigmentError('BACKEND_UNAVAILABLE', 'there is no backend to restore: selectBackend() has not been called.');
  await currentBackend()?.restore?.();
  for (const each of reloads) await each();
  await reload?.();
  return selection;
}

/** A copy of variables in the host's memory that {@link restoreBackend} writes back. */
export interface HostCopy {
  /** Copies the values as they are now. Costs a download: once a checkpoint's interval, not each step. */
  refresh(): Promise<void>;
  /** Forgets the copy. */
  dispose(): void;
}

/** Keeps variables, e.g. a model's parameters and buffers, through the loss of a device. */
export async function keepHostCopy(variables: Iterable<Variable>): Promise<HostCopy> {
  const kept = [...variables].map((variable) => ({ variable, values: undefined as Awaited<ReturnType<Variable['data']>> | undefined }));
  const refresh = async (): Promise<void> => {
    const values = await guardDevice(Promise.all(kept.map(({ variable }) => variable.data())));
    kept.forEach((entry, i) => (entry.values = values[i]?.slice()));
  };
  await refresh();
  const dispose = onRestore(() => {
    for (const { variable, values } of kept) {
      if (variable.isDisposed || values === undefined) continue;
      const value = makeTensor(values, variable.shape, variable.dtype);
      variable.assign(value);
      value.dispose();
    }
    return Promise.resolve();
  });
  return { refresh, dispose };
}
