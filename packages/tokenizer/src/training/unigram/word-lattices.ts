import { Trie } from '../../models/trie.ts';
import { grown } from '../../growing-array.ts';
import type { Pace } from '../pace.ts';
import type { FlatWords } from './flat-words.ts';
import type { SeedPiece } from './seed-pieces.ts';

/** The number of the piece that stands for a character which is no piece (any more). Seed pieces are numbered from 1. */
export const UNKNOWN = 0;

/**
 * Which pieces end with each character of all words, the shortest first. The first is the character itself, or UNKNOWN in its place, so that
 * every word can be cut. Looked up once: all later vocabularies are parts of the first.
 */
export interface WordLattices {
  /** Where the pieces of a character start in `pieces`; one more number than there are characters. */
  readonly offsets: Int32Array;
  readonly pieces: Int32Array;
}

/** Pieces, by their numbers. */
export interface PieceModel {
  readonly lattices: WordLattices;
  /** Their log-probabilities; that of UNKNOWN is the first. */
  readonly scores: Float64Array;
  /** In characters. */
  readonly lengths: Int32Array;
}

/** Looks all pieces up in all words. */
export async function wordLattices({ symbols, starts }: FlatWords, seeds: readonly SeedPiece[], pace: Pace): Promise<WordLattices> {
  // Backwards, a walk from a character to the start of its word meets all pieces that end with it.
  const trie = new Trie();
  for (const [index, { text }] of seeds.entries()) {
    trie.add(text.split('').reverse().join(''), index + 1);
    if (index % 1024 === 0 && pace.isDue) await pace.pause('counting', 0, starts.length);
  }
  const offsets = new Int32Array(symbols.length + 1);
  let pieces = new Int32Array(symbols.length * 4);
  let size = 0;
  for (let word = 1; word < starts.length; word++) {
    const first = starts[word - 1]!, end = starts[word]! - 1;
    for (let last = first; last < end; last++) {
      pieces = grown(pieces, size + last - first + 1);
      const own = size++;
      pieces[own] = UNKNOWN;
      for (let at = last, node = trie.root; at >= first; at--) {
        const symbol = symbols[at]!;
        node = symbol > 0xffff ? pairStep(trie, node, symbol) : trie.step(node, symbol);
        if (node < 0) break;
        const piece = trie.id(node);
        if (piece < 0) continue;
        if (at === last) pieces[own] = piece;
        else pieces[size++] = piece;
      }
      offsets[last + 1] = size;
    }
    offsets[end + 1] = size;
    if (word % 256 === 0 && pace.isDue) await pace.pause('counting', word, starts.length);
  }
  return { offsets, pieces: pieces.slice(0, size) };
}

/** The step along the two UTF-16 units of a character beyond the first plane, the second one first. */
function pairStep(trie: Trie, node: number, symbol: number): number {
  const second = trie.step(node, 0xdc00 | (symbol & 0x3ff));
  return second < 0 ? second : trie.step(second, 0xd7c0 + (symbol >> 10));
}

/** The same without the pieces that are dropped; in the same memory. */
export function withoutDropped({ offsets, pieces }: WordLattices, isKept: Uint8Array): WordLattices {
  let size = 0;
  for (let at = 0, from = 0; at + 1 < offsets.length; at++) {
    const to = offsets[at + 1]!;
    for (let i = from; i < to; i++) {
      const piece = pieces[i]!;
      if (isKept[piece] === 1) pieces[size++] = piece;
      else if (i === from) pieces[size++] = UNKNOWN;
    }
    from = to;
    offsets[at + 1] = size;
  }
  return { offsets, pieces: pieces.subarray(0, size) };
}
