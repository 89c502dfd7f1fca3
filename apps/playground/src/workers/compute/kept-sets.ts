import { FigmentError } from '@figment/core';
import { createStore, del, get, keys, set } from 'idb-keyval';

/** A data set that the user brought. */
export interface KeptSet {
  readonly title: string;
  readonly savedAt: number;
}

/** Pictures, as bytes. */
export interface KeptPictures extends KeptSet {
  /** [N, H, W, C] */
  readonly pictures: { readonly data: Uint8Array; readonly shape: readonly number[] };
}

/** Texts, as their files have them. */
export interface KeptTexts extends KeptSet {
  readonly files: readonly File[];
  /** Of an example, by kind. */
  readonly fields: Readonly<Record<string, string>>;
  readonly count: number;
  readonly excerpt: string;
}

/** Data sets of one sort, by name, in this browser. */
export interface Keeper<Set extends KeptSet> {
  names(): Promise<readonly string[]>;
  get(name: string): Promise<Set | undefined>;
  /** Under the first name that is free. @throws FigmentError `STORAGE_FULL`, `STORAGE_FAILED` */
  keep(prefix: string, make: (number: number) => Set): Promise<string>;
  discard(name: string): Promise<void>;
}

function keeperIn<Set extends KeptSet>(database: string): Keeper<Set> {
  const store = createStore(database, 'sets');
  // Without storage (a private window) there is nothing kept, which is no error.
  const names = async (): Promise<readonly string[]> => (await keys<string>(store).catch(() => [])).sort();
  return {
    names,
    get: async (name) => await get<Set>(name, store),
    async keep(prefix, make) {
      const taken = await names();
      let number = 1;
      while (taken.includes(`${prefix}-${number}`)) number++;
      const value = make(number);
      try {
        await set(`${prefix}-${number}`, value, store);
      } catch (cause) {
        const full = cause instanceof DOMException && cause.name === 'QuotaExceededError';
        throw new FigmentError(full ? 'STORAGE_FULL' : 'STORAGE_FAILED', `${value.title} can't be kept: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
      }
      return `${prefix}-${number}`;
    },
    discard: async (name) => { await del(name, store); },
  };
}

export const keptPictures = keeperIn<KeptPictures>('figment-pictures');
export const keptTexts = keeperIn<KeptTexts>('figment-texts');
