import { parseTokenizer, type presets, Tokenizer, TokenizerError, tiktoken } from '@figment/tokenizer';
import { bytesOfToken, writesBytes } from '@figment/tokenizer/inspect';

import type { LoadedBytes, Merge, TokenizerFacts } from '../tokenize-protocol.ts';
import { fetchBytes } from './fetching.ts';
import { kept } from './kept-tokenizers.ts';
import { firstMerges, mergeOfRank, mergesIn } from './merge-ranks.ts';
import { shipped } from './shipped.ts';

/** A tokenizer that is ready, and how it was with fewer merges. */
export interface Opened {
  readonly tokenizer: Tokenizer;
  readonly facts: TokenizerFacts;
  /** The same with only the first so many merges. */
  cut(merges: number): Tokenizer;
  /** The latest of the first so many merges, newest first. */
  newest(merges: number, count: number): readonly Merge[];
}

interface BpeJson {
  readonly model: { readonly type: string; readonly merges?: readonly (string | readonly [string, string])[]; readonly ignore_merges?: boolean };
}

const open = new Map<string, Promise<Opened>>();
/** Each may take some 50 MB. */
const most = 4;

/**
 * Fetches and reads a tokenizer, once; of those that were not used for the longest time some are let go.
 *
 * @throws TokenizerError `FILE_NOT_FOUND`, and whatever is wrong with the file
 */
export async function opened(id: string, onProgress?: (loaded: LoadedBytes) => void): Promise<Opened> {
  const found = open.get(id) ?? read(id, onProgress);
  open.delete(id);
  open.set(id, found);
  for (const [other] of open) if (open.size > most) open.delete(other);
  found.catch(() => { if (open.get(id) === found) open.delete(id); });
  return await found;
}

/** Forgets one that was changed or deleted. */
export function close(id: string): void {
  open.delete(id);
}

async function read(id: string, onProgress?: (loaded: LoadedBytes) => void): Promise<Opened> {
  const own = /^own:(.+)$/.exec(id)?.[1];
  if (own !== undefined) return fromJson(await (await kept(own)).json.text());
  const entry = shipped.find((one) => one.id === id);
  if (entry === undefined) throw new TokenizerError('FILE_NOT_FOUND', `There is no tokenizer “${id}” here; there are ${shipped.map((one) => one.id).join(', ')}, and your own.`);
  const bytes = await fetchBytes(entry.url, onProgress);
  return entry.preset === undefined ? fromJson(new TextDecoder().decode(bytes)) : fromRanks(bytes, entry.preset);
}

function fromRanks(file: Uint8Array, preset: typeof presets.o200k): Opened {
  const tokenizer = new Tokenizer(tiktoken(file, preset));
  return {
    tokenizer,
    facts: factsOf(tokenizer, mergesIn(file)),
    cut: (merges) => new Tokenizer(tiktoken(firstMerges(file, merges), preset)),
    newest: (merges, count) => latest(merges, count).map((merge) => {
      const parts = mergeOfRank(tokenizer.model.vocabulary, merge);
      return { parts: parts && [bytesOfToken(parts[0], true), bytesOfToken(parts[1], true)], made: bytesOfToken(tokenizer.model.vocabulary.token(255 + merge) ?? '', true) };
    }),
  };
}

function fromJson(text: string): Opened {
  const json = JSON.parse(text) as BpeJson;
  const tokenizer = parseTokenizer(json);
  const { merges = [] } = json.model;
  const isBytes = writesBytes(tokenizer);
  return {
    tokenizer,
    facts: factsOf(tokenizer, json.model.type === 'BPE' ? merges.length : undefined),
    // A whole piece that is in the vocabulary must not slip past merges that are not learnt yet.
    cut: (count) => parseTokenizer({ ...json, model: { ...json.model, merges: merges.slice(0, count), ...(json.model.ignore_merges === true && { ignore_merges: false }) } }),
    newest: (before, count) => latest(before, count).map((number) => {
      const merge = merges[number - 1] ?? ['', ''];
      const [left = '', right = ''] = typeof merge === 'string' ? merge.split(' ') : merge;
      const [a, b] = [bytesOfToken(left, isBytes), bytesOfToken(right, isBytes)];
      return { parts: [a, b], made: [...a, ...b] };
    }),
  };
}

/** Numbers of the latest of the first so many merges, newest first. */
function latest(merges: number, count: number): readonly number[] {
  return Array.from({ length: Math.min(count, merges) }, (_, i) => merges - i);
}

function factsOf(tokenizer: Tokenizer, merges: number | undefined): TokenizerFacts {
  return {
    model: tokenizer.model.type,
    vocabulary: tokenizer.vocabularySize,
    merges,
    specialTokens: tokenizer.addedTokens.filter(({ special }) => special).map(({ content }) => content),
  };
}
