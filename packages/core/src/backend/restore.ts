import { engine, tensor as makeTensor } from '@tensorflow/tfjs-core';

import { FigmentError } from '../errors.ts';
import type { Tensor } from '../tensor.ts';
import { currentDevice } from './device.ts';
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

/** A copy of tensors in the host's memory that {@link restoreBackend} writes back. */
export interface HostCopy {
  /**
   * Copies the values as they are now. Costs a download: once a checkpoint's interval, not each step.
   *
   * @throws FigmentError `DEVICE_LOST`, `DEVICE_ERROR`; the copy stays as it was
   */
  refresh(): Promise<void>;
  /** Forgets the copy. */
  dispose(): void;
}

/** Keeps tensors, e.g. a model's parameters and buffers, through the loss of the device that they lie on. */
export async function keepHostCopy(tensors: Iterable<Tensor>): Promise<HostCopy> {
  const kept = [...tensors].map((tensor) => ({ tensor, values: undefined as Awaited<ReturnType<Tensor['data']>> | undefined }));
  let device = currentDevice();
  const refresh = async (): Promise<void> => {
    const alive = kept.filter(({ tensor }) => !tensor.isDisposed);
    const values = await guardDevice(Promise.all(alive.map(({ tensor }) => tensor.data())));
    alive.forEach((entry, i) => (entry.values = values[i]?.slice()));
    device = currentDevice();
  };
  await refresh();
  const dispose = onRestore(() => {
    // What is there still is newer than the copy.
    if (device?.lost === undefined) return Promise.resolve();
    for (const { tensor, values } of kept) if (!tensor.isDisposed && values !== undefined) renew(tensor, values);
    device = currentDevice();
    return Promise.resolve();
  });
  return { refresh, dispose };
}

/** Gives a tensor new values in a new place, as the `assign` of a variable does. */
function renew(tensor: Tensor, values: Awaited<ReturnType<Tensor['data']>>): void {
  const value = makeTensor(values, tensor.shape, tensor.dtype);
  engine().disposeTensor(tensor);
  tensor.dataId = value.dataId;
  engine().incRef(tensor, null as never);
  value.dispose();
}
