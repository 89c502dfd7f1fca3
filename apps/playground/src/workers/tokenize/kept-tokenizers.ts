import { TokenizerError } from '@figment/tokenizer';
import { createStore, del, entries, get, set } from 'idb-keyval';

import type { Recipe } from '../tokenize-protocol.ts';

/** A tokenizer of the user, as its `tokenizer.json`. */
export interface KeptTokenizer {
  readonly title: string;
  readonly recipe: Recipe | undefined;
  readonly savedAt: number;
  readonly tokens: number;
  readonly json: Blob;
}

const store = createStore('figment-tokenizers', 'tokenizers');

export async function keptTokenizers(): Promise<readonly (readonly [name: string, tokenizer: KeptTokenizer])[]> {
  // Without storage (a private window) there is nothing kept, which is no error.
  const all = await entries<string, KeptTokenizer>(store).catch(() => []);
  return all.sort(([, a], [, b]) => b.savedAt - a.savedAt);
}

/** @throws TokenizerError `FILE_NOT_FOUND` */
export async function kept(name: string): Promise<KeptTokenizer> {
  const found = await get<KeptTokenizer>(name, store).catch(() => undefined);
  if (found === undefined) throw new TokenizerError('FILE_NOT_FOUND', `This browser keeps no tokenizer “${name}”.`);
  return found;
}

/** @throws TokenizerError `STORAGE_FAILED` */
export async function keep(name: string, tokenizer: KeptTokenizer): Promise<void> {
  try {
    await set(name, tokenizer, store);
  } catch (cause) {
    throw new TokenizerError('STORAGE_FAILED', `${tokenizer.title === '' ? name : tokenizer.title} can't be kept: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

export async function discard(name: string): Promise<void> {
  await del(name, store);
}

/** `bpe-2000-korean`, `bpe-2000-korean-2`, …: what a link can carry, and none of those there are. */
export async function freeName(base: string): Promise<string> {
  const taken = new Set((await keptTokenizers()).map(([name]) => name));
  const plain = base.normalize('NFC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '').slice(0, 40) || 'tokenizer';
  for (let i = 1; ; i++) {
    const name = i === 1 ? plain : `${plain}-${i}`;
    if (!taken.has(name)) return name;
  }
}
