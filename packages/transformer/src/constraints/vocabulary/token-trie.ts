import type { Tokenizer } from '@figment/core/interfaces';

import { tokenTexts } from './token-texts.ts';

/**
 * The bytes of all tokens as a tree, written down depth first: what begins with a node's bytes follows it, up to `end`. So a walk is a scan
 * that jumps over what can't be.
 */
export interface TokenTrie {
  /** Of each token, a character for each byte. */
  readonly texts: readonly (string | undefined)[];
  /** Which bytes occur: 256 flags. */
  readonly alphabet: Uint8Array;
  /** Of each node: the last byte. */
  readonly byte: Uint8Array;
  /** Of each node: how many bytes stand before it. */
  readonly depth: Uint16Array;
  /** Of each node: the first node that is not below it. */
  readonly end: Int32Array;
  /** Of each node: the token that ends there, or -1. */
  readonly token: Int32Array;
  /** Of each token: another of the same bytes, or -1. */
  readonly same: Int32Array;
  /** The longest token, in bytes. */
  readonly longest: number;
}

const known = new WeakMap<Tokenizer, TokenTrie>();

/**
 * Made once for each tokenizer.
 *
 * @throws FigmentError `CONSTRAINT_INVALID` for a tokenizer whose tokens have no text of their own
 */
export function tokenTrie(tokenizer: Tokenizer): TokenTrie {
  const made = known.get(tokenizer) ?? build(tokenTexts(tokenizer));
  known.set(tokenizer, made);
  return made;
}

function build(texts: readonly (string | undefined)[]): TokenTrie {
  const sorted = texts.flatMap((text, id) => (text === undefined ? [] : [{ text, id }])).sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : a.id - b.id));
  const shared = sorted.map(({ text }, i) => commonStart(text, sorted[i - 1]?.text ?? ''));
  const nodes = sorted.reduce((sum, { text }, i) => sum + text.length - shared[i]!, 0);
  const longest = sorted.reduce((most, { text }) => Math.max(most, text.length), 0);
  const alphabet = new Uint8Array(256);
  const byte = new Uint8Array(nodes);
  const depth = new Uint16Array(nodes);
  const end = new Int32Array(nodes).fill(nodes);
  const token = new Int32Array(nodes).fill(-1);
  const same = new Int32Array(texts.length).fill(-1);
  /** The nodes of the text before. */
  const path = new Int32Array(longest);
  let count = 0;
  sorted.forEach(({ text, id }, i) => {
    const before = sorted[i - 1];
    for (let j = shared[i]!; j < (before?.text.length ?? 0); j++) end[path[j]!] = count;
    for (let j = shared[i]!; j < text.length; j++) {
      path[j] = count;
      byte[count] = text.charCodeAt(j);
      alphabet[byte[count]!] = 1;
      depth[count++] = j;
    }
    const node = path[text.length - 1]!;
    same[id] = token[node]!;
    token[node] = id;
  });
  return { texts, alphabet, byte, depth, end, token, same, longest };
}

function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}
