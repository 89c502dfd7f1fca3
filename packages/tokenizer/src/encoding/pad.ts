import type { FullPadding } from './check-options.ts';
import { addedSequence, joinSequences, type TokenSequence } from './token-sequence.ts';

/** The length that texts of these lengths are filled up to. */
export function paddedLength({ length, multipleOf }: FullPadding, lengths: readonly number[]): number {
  const target = length === 'longest' ? lengths.reduce((a, b) => Math.max(a, b), 0) : length;
  return Math.ceil(target / multipleOf) * multipleOf;
}

/** Fills a text up, and what overflows. Texts that are longer stay as they are. */
export function pad(sequence: TokenSequence, length: number, padding: FullPadding): TokenSequence {
  const overflowing = sequence.overflowing.map((piece) => pad(piece, length, padding));
  const missing = length - sequence.ids.length;
  if (missing <= 0) return { ...sequence, overflowing };
  const all = <T>(value: T): T[] => new Array<T>(missing).fill(value);
  const filling = addedSequence(all(padding.id), all(padding.token), padding.typeId, 0);
  const own = { ...sequence, overflowing: [] };
  return { ...joinSequences(padding.direction === 'left' ? [filling, own] : [own, filling]), overflowing };
}
