import { openTokenizer, type Tokenizer } from '@figment/tokenizer';

import type { Recipe, TokenizerEntry } from '../tokenize-protocol.ts';
import { discard, freeName, keep, kept, type KeptTokenizer, keptTokenizers } from './kept-tokenizers.ts';
import { close } from './opened.ts';
import { shipped } from './shipped.ts';

/** What can be opened: what comes with the playground, and what the user made or brought, newest first. */
export async function tokenizers(): Promise<readonly TokenizerEntry[]> {
  const own = (await keptTokenizers()).map(([name, tokenizer]) => entryOf(name, tokenizer));
  return [...shipped.map(({ id }): TokenizerEntry => ({ id, title: '', origin: 'shipped', bytes: undefined, tokens: undefined, savedAt: undefined, recipe: undefined })), ...own];
}

/** Reads files as one tokenizer and keeps it. Throws what is wrong with them. */
export async function take(files: readonly File[]): Promise<TokenizerEntry> {
  const tokenizer = await openTokenizer(Object.fromEntries(files.map((file) => [file.name, file])));
  const title = files.map(({ name }) => name).join(', ');
  return await keepTokenizer(await freeName(title), title, tokenizer, undefined);
}

export async function keepTokenizer(name: string, title: string, tokenizer: Tokenizer, recipe: Recipe | undefined): Promise<TokenizerEntry> {
  const json = new Blob([JSON.stringify(tokenizer.toJSON())], { type: 'application/json' });
  const one: KeptTokenizer = { title, recipe, savedAt: Date.now(), tokens: tokenizer.vocabularySize, json };
  await keep(name, one);
  return entryOf(name, one);
}

export async function remove(id: string): Promise<void> {
  close(id);
  await discard(nameOf(id));
}

export async function exportTokenizer(id: string): Promise<Blob> {
  return (await kept(nameOf(id))).json;
}

function nameOf(id: string): string {
  return id.replace(/^own:/, '');
}

function entryOf(name: string, { title, recipe, savedAt, tokens, json }: KeptTokenizer): TokenizerEntry {
  return { id: `own:${name}`, title, origin: 'own', bytes: json.size, tokens, savedAt, recipe };
}
