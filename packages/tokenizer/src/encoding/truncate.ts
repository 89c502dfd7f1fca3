import { TokenizerError } from '../errors.ts';
import type { Truncation } from './encoding.ts';
import { emptySequence, sliceSequence, type TokenSequence } from './token-sequence.ts';

/**
 * Cuts one text or two so that there are at most `room` tokens together, as Hugging Face's tokenizers do: what is cut off stays, in pieces, as
 * `overflowing` of the sequence that it was cut from.
 *
 * @throws TokenizerError `OPTIONS_INVALID` when the strategy can't make the texts fit
 */
export function truncate(sequences: readonly TokenSequence[], room: number, { stride = 0, strategy = 'longest-first', direction = 'right' }: Truncation): TokenSequence[] {
  const lengths = sequences.map(({ ids }) => ids.length);
  const excess = lengths.reduce((sum, length) => sum + length, 0) - room;
  if (excess <= 0 && room > 0) return [...sequences];
  return newLengths(lengths, room, excess, strategy).map((length, i) => cut(sequences[i] as TokenSequence, length, stride, direction));
}

function newLengths(lengths: readonly number[], room: number, excess: number, strategy: NonNullable<Truncation['strategy']>): number[] {
  if (room === 0) return lengths.map(() => 0);
  if (strategy === 'longest-first') return lengths.length === 1 ? [room] : shared(lengths as [number, number], room);
  const index = strategy === 'only-first' ? 0 : 1;
  const length = lengths[index];
  if (length === undefined) throw impossible("truncation.strategy 'only-second' needs a pair of texts, got one text");
  if (length <= excess) throw impossible(`truncation.strategy '${strategy}' can't cut ${excess} tokens from a text of ${length}: ${room} tokens are not enough for the other text`);
  return lengths.map((other, i) => (i === index ? length - excess : other));
}

/** The longer one is cut down to the shorter one first, then both alike. */
function shared([a, b]: readonly [number, number], room: number): number[] {
  let shorter = Math.min(a, b);
  let longer = shorter > room ? shorter : Math.max(shorter, room - shorter);
  if (shorter + longer > room) {
    shorter = Math.floor(room / 2);
    longer = shorter + (room % 2);
  }
  return a > b ? [longer, shorter] : [shorter, longer];
}

function cut(sequence: TokenSequence, length: number, stride: number, direction: 'left' | 'right'): TokenSequence {
  const size = sequence.ids.length;
  if (length >= size) return sequence;
  if (length === 0) return { ...emptySequence, overflowing: [sequence] };
  if (stride >= length) throw impossible(`truncation.stride must be less than the ${length} tokens that a piece of the text can have, got ${stride}`);
  const pieces: TokenSequence[] = [];
  for (let done = 0; ; done += length - stride) {
    const last = Math.min(done + length, size);
    pieces.push(direction === 'right' ? sliceSequence(sequence, done, last) : sliceSequence(sequence, size - last, size - done));
    if (last === size) break;
  }
  const [kept, ...overflowing] = pieces as [TokenSequence, ...TokenSequence[]];
  return { ...kept, overflowing };
}

const impossible = (problem: string): TokenizerError => new TokenizerError('OPTIONS_INVALID', `${problem}.`);
