import { byCodePoint } from '../alphabet.ts';
import type { Pace } from '../pace.ts';
import type { FlatWords } from './flat-words.ts';
import { repeatedStrings } from './repeated-strings.ts';

/** A piece of the vocabulary that a training starts from. */
export interface SeedPiece {
  readonly text: string;
  /** Where it occurs in the words. */
  readonly start: number;
  /** In characters. */
  readonly length: number;
  /** How often a character occurs in the texts; a longer piece's occurrences in the words, each once, times its length. */
  readonly score: number;
}

/**
 * All characters, the most frequent first, then the repeated strings that would cover most, up to `limit` pieces
 * (Kudo 2018, arXiv:1804.10959, section 3.2: "seed vocabulary").
 */
export async function seedPieces(words: FlatWords, maxLength: number, limit: number, pace: Pace): Promise<SeedPiece[]> {
  const { symbols } = words;
  const pieces = characters(words);
  for (const { start, length, score } of await repeatedStrings(symbols, maxLength, pace)) {
    if (pieces.length >= limit && pieces.at(-1)!.length > 1) break;
    pieces.push({ text: String.fromCodePoint(...symbols.subarray(start, start + length)), start, length, score });
  }
  return pieces;
}

/** Of equally frequent ones those with the larger code points come first. */
function characters({ symbols, starts, counts }: FlatWords): SeedPiece[] {
  const found = new Map<number, SeedPiece>();
  for (let word = 0; word < counts.length; word++) {
    for (let start = starts[word]!; start < starts[word + 1]! - 1; start++) {
      const symbol = symbols[start]!;
      if (symbol !== 0) found.set(symbol, { text: '', length: 1, start, score: (found.get(symbol)?.score ?? 0) + counts[word]! });
    }
  }
  const pieces = Array.from(found, ([symbol, piece]) => ({ ...piece, text: String.fromCodePoint(symbol) }));
  return pieces.sort((a, b) => b.score - a.score || byCodePoint(b.text, a.text));
}
