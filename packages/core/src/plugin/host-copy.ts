import { currentDevice } from '../backend/device.ts';
import { type HostCopy, keepHostCopy } from '../backend/restore.ts';
import { weightsOf } from '../checkpoint/weights.ts';
import type { Module } from '../nn/module.ts';
import type { Tensor } from '../tensor.ts';

type Modules = Readonly<Record<string, Module>>;

const copies = new WeakMap<Modules, { copy: HostCopy; readonly others: readonly Tensor[] }>();

/**
 * Keeps a model's parameters and buffers, and `others` that it made, on the host, so that `restoreBackend()` brings it back. Costs nothing
 * where devices can't be lost.
 *
 * @returns forgets the copy
 */
export async function keepModel(modules: Modules, others: Iterable<Tensor>): Promise<() => void> {
  if (currentDevice() === undefined) return () => undefined;
  const all = [...others];
  const kept = { copy: await keepHostCopy([...weightsOf(modules).values(), ...all]), others: all };
  copies.set(modules, kept);
  return () => { kept.copy.dispose(); };
}

/**
 * Has `restoreBackend()` bring a model back as it is now, after a device was lost. Opening, training and calibrating do so themselves: it is
 * for code that writes weights in other ways, such as an importer. Costs nothing where devices can't be lost.
 *
 * @throws FigmentError `DEVICE_LOST`, `DEVICE_ERROR`
 */
export async function refreshHostCopy({ modules }: { readonly modules: Modules }): Promise<void> {
  const kept = copies.get(modules);
  if (kept === undefined) return;
  // Anew, for layers may have been put in since.
  const copy = await keepHostCopy([...weightsOf(modules).values(), ...kept.others]);
  kept.copy.dispose();
  kept.copy = copy;
}
