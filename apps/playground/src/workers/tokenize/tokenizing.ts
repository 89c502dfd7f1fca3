import type { Encoding, Tokenizer } from '@figment/tokenizer';
import { bytesOfToken, countScripts, writesBytes } from '@figment/tokenizer/inspect';

import type { ShownToken, Tokenized, TokenizeRequest } from '../tokenize-protocol.ts';
import { type Opened, opened } from './opened.ts';

const newestShown = 5;

/** All of a text's tokens, and what is counted of them. */
interface Counted extends Pick<Tokenized, 'count' | 'characters' | 'bytes' | 'unknown' | 'scripts' | 'ms'> {
  readonly tokenizer: Tokenizer;
  readonly encoding: Encoding;
  readonly counts: ReadonlyMap<number, number>;
}

/** Parts of a long text are looked at one by one: what was counted last is kept, for both of two tokenizers. */
const lately: { readonly opened: Opened; readonly request: TokenizeRequest; readonly counted: Counted }[] = [];
const cuts = new Map<Opened, { readonly merges: number; readonly tokenizer: Tokenizer }>();

export async function tokenize(request: TokenizeRequest): Promise<Tokenized> {
  const source = await opened(request.tokenizer);
  const { encoding, tokenizer, counts, ...numbers } = counted(source, request);
  const { offsets } = encoding;
  const isIn = ([start, end]: readonly [number, number]): boolean => start < end && end > request.from && start < request.to;
  let first = offsets.findIndex(isIn);
  if (first < 0) first = 0;
  let last = offsets.findLastIndex(isIn);
  // What a model wants around a text is shown where the text begins and ends.
  if (request.from === 0) first = 0;
  if (request.to >= request.text.length) last = offsets.length - 1;
  const used = Math.min(request.merges ?? Infinity, source.facts.merges ?? 0);
  return {
    ...numbers,
    facts: source.facts,
    first,
    tokens: shownTokens(tokenizer, encoding, counts, first, last),
    merges: source.newest(used, newestShown),
  };
}

export async function ids(request: TokenizeRequest): Promise<readonly number[]> {
  return counted(await opened(request.tokenizer), request).encoding.ids;
}

function counted(source: Opened, request: TokenizeRequest): Counted {
  const { text, special, merges } = request;
  const known = lately.find((one) => one.opened === source && one.request.special === special && one.request.merges === merges && one.request.text === text);
  if (known !== undefined) return known.counted;
  const made = count(tokenizerFor(source, merges), text, special);
  lately.unshift({ opened: source, request, counted: made });
  lately.length = Math.min(lately.length, 2);
  return made;
}

function tokenizerFor(source: Opened, merges: number | undefined): Tokenizer {
  if (merges === undefined || source.facts.merges === undefined || merges >= source.facts.merges) return source.tokenizer;
  const known = cuts.get(source);
  if (known?.merges === merges) return known.tokenizer;
  const tokenizer = source.cut(merges);
  // One for each of the two that are compared; a slider makes hundreds.
  if (cuts.size > 1) cuts.delete([...cuts.keys()].find((other) => other !== source) ?? source);
  cuts.set(source, { merges, tokenizer });
  return tokenizer;
}

function count(tokenizer: Tokenizer, text: string, special: boolean): Counted {
  const from = performance.now();
  const encoding = tokenizer.encode(text, { allowedSpecial: special ? 'all' : 'none', truncation: false, padding: false });
  const { ids: all } = encoding;
  const ms = performance.now() - from;
  const counts = new Map<number, number>();
  for (const id of all) counts.set(id, (counts.get(id) ?? 0) + 1);
  const unknown = tokenizer.specialTokenIds.unk;
  const scripts = countScripts(text, encoding.offsets);
  return {
    tokenizer, encoding, counts, ms, scripts,
    count: all.length,
    characters: scripts.reduce((sum, { characters }) => sum + characters, 0),
    bytes: new TextEncoder().encode(text).length,
    unknown: unknown === undefined ? 0 : counts.get(unknown) ?? 0,
  };
}

function shownTokens(tokenizer: Tokenizer, encoding: Encoding, counts: ReadonlyMap<number, number>, first: number, last: number): readonly ShownToken[] {
  const isBytes = writesBytes(tokenizer);
  const special = new Map(tokenizer.addedTokens.map((token) => [token.id, token]));
  const unknown = tokenizer.specialTokenIds.unk;
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const at = first + i;
    const id = encoding.ids[at]!;
    const token = encoding.tokens[at]!;
    const [start, end] = encoding.offsets[at]!;
    const [byteStart, byteEnd] = encoding.byteOffsets[at]!;
    const added = special.get(id);
    return {
      id, token, start, end, byteStart, byteEnd,
      // An added token is written as it is, in characters and not in bytes; an unknown one writes nothing that is known.
      bytes: id === unknown ? [] : added === undefined ? bytesOfToken(token, isBytes) : bytesOfToken(added.content, false),
      special: added?.special === true && id !== unknown,
      unknown: id === unknown,
      count: counts.get(id) ?? 0,
    };
  });
}
