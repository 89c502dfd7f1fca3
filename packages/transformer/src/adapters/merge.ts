import { refreshHostCopy } from '@figment/core/plugin';

import { type Adaptable, networkIn } from './attach.ts';
import { type AdapterHandle, handleOf } from './handle.ts';
import { invalidAdapter } from './invalid-adapter.ts';

/** The adapter that a model has, whoever put it on; undefined if it has none. */
export function adapterOf(model: Adaptable): AdapterHandle | undefined {
  return handleOf(networkIn(model));
}

/**
 * Adds a model's adapter to its weights, and takes it off: a plain model that computes the same.
 *
 * @throws FigmentError `ADAPTER_INVALID` for a model that has none; `DEVICE_LOST`, `DEVICE_ERROR`
 */
export async function mergeAdapter(model: Adaptable): Promise<void> {
  const handle = adapterOf(model);
  if (handle === undefined) throw invalidAdapter('The model has no adapter to merge');
  handle.merge();
  if (!('modules' in model)) return;
  // Of a model that was created with one.
  delete (model.config as { adapter?: unknown }).adapter;
  await refreshHostCopy(model);
}
