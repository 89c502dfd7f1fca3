import { currentDevice } from '../backend/device.ts';
import { type HostCopy, keepHostCopy } from '../backend/restore.ts';
import { weightsOf } from '../checkpoint/weights.ts';
import type { Module } from '../nn/module.ts';
import type { Tensor } from '../tensor.ts';

type Modules = Readonly<Record<string, Module>>;

const copies = new WeakMap<Modules, HostCopy>();

/**
 * Keeps a model's parameters and buffers, and `others` that it made, on the host, so that `restoreBackend()` brings it back. Costs nothing
 * where devices can't be lost.
 *
 * @returns forgets the copy
 */
export async function keepModel(modules: Modules, others: Iterable<Tensor>): Promise<() => void> {
  if (currentDevice() === undefined) return () => undefined;
  const copy = await keepHostCopy([...weightsOf(modules).values(), ...others]);
  copies.set(modules, copy);
  return () => { copy.dispose(); };
}

/**
 * Has `restoreBackend()` bring a model back as it is now, after a device was lost. Opening, training and calibrating do so themselves: it is
 * for code that writes weights in other ways, such as an importer. Costs nothing where devices can't be lost.
 *
 * @throws FigmentError `DEVICE_LOST`, `DEVICE_ERROR`
 */
export async function refreshHostCopy({ modules }: { readonly modules: Modules }): Promise<void> {
  await copies.get(modules)?.refresh();
}
