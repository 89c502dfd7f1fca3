import { FigmentError } from '@figment/core';
import { createStore, del, get, keys, set } from 'idb-keyval';

/** A data set that the user brought, as bytes. */
export interface KeptPictures {
  readonly title: string;
  readonly savedAt: number;
  /** [N, H, W, C] */
  readonly pictures: { readonly data: Uint8Array; readonly shape: readonly number[] };
}

const store = createStore('figment-pictures', 'sets');

export async function keptNames(): Promise<readonly string[]> {
  // Without storage (a private window) there is nothing kept, which is no error.
  return (await keys<string>(store).catch(() => [])).sort();
}

export async function kept(name: string): Promise<KeptPictures | undefined> {
  return await get<KeptPictures>(name, store);
}

/** @throws FigmentError `STORAGE_FULL`, `STORAGE_FAILED` */
export async function keep(name: string, value: KeptPictures): Promise<void> {
  try {
    await set(name, value, store);
  } catch (cause) {
    const full = cause instanceof DOMException && cause.name === 'QuotaExceededError';
    throw new FigmentError(full ? 'STORAGE_FULL' : 'STORAGE_FAILED', `${value.title} can't be kept: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

export async function discard(name: string): Promise<void> {
  await del(name, store);
}
