import { mergeQueue } from './merge-queue.ts';
import type { Merges } from './merges.ts';

/** Symbols that are merged at once. */
const BLOCK = 2048;
/** Tokens at the end of what was merged that are merged once more, together with what follows. */
const OVERLAP = 8;
/** Of how many tokens a text may consist that is repeated, to be merged once only. */
const PERIOD = 32;

/**
 * Merges a text of any length in blocks, with the result that it has as a whole. So it takes little memory, and what repeats itself is merged
 * only once.
 *
 * A sequence of tokens is the encoding of its text if every two neighbours are the encoding of theirs. For take the first merge of the whole text
 * that would join two of the tokens: until then nothing has crossed the ends of these two, so the merges within them were those of the two alone,
 * in that order, because the lowest of all pairs is also the lowest of those in a part; the two alone would then be joined too. (van Antwerpen
 * and Neubeck 2024, "So many tokens, so little time", GitHub, have this as a lemma.) And any two neighbours of an encoding are the encoding of
 * theirs. So a block starts some tokens before the end of what was merged so far; if it begins with the same token again, the two sequences
 * share a token, all neighbours are right, and together they are the encoding.
 *
 * @param size of a block, in symbols; where tokens are long, so are blocks.
 */
export function mergeBlocks(merges: Merges, ids: Int32Array, origins: Int32Array, count: number, size = BLOCK): number {
  const symbols = ids.slice(0, count);
  let block: Int32Array = new Int32Array(size), starts: Int32Array = new Int32Array(size);
  let tokens = 0, done = 0, overlap = OVERLAP, merged = 0, from = 0, length = 0;
  while (done < count) {
    let shared = Math.max(tokens - overlap, 0), isKnown = false;
    // Where the block before begins once more, its tokens are known: they are still in `block`.
    for (let back = 0; !isKnown && back < Math.min(PERIOD, shared); back++) {
      const at = origins[shared - back]!;
      isKnown = at > from && at + length <= count && isRepeated(symbols, from, at, length);
      if (isKnown) shared -= back;
    }
    from = tokens === 0 ? 0 : origins[shared]!;
    if (!isKnown) {
      // Where much has to be merged again, as much follows: so this happens to a symbol a few times, however long the text.
      length = Math.min(Math.max(size, 2 * (done - from)), count - from);
      if (length > block.length) {
        block = new Int32Array(length);
        starts = new Int32Array(length);
      }
      for (let i = 0; i < length; i++) {
        block[i] = symbols[from + i]!;
        starts[i] = i;
      }
      merged = mergeQueue(merges, block, starts, length);
    }
    if (shared > 0 && (merged === 1 || block[0] !== ids[shared] || from + starts[1]! !== origins[shared + 1])) {
      // The end of the text so far mattered further back.
      overlap *= 2;
      continue;
    }
    for (let i = 0; i < merged; i++) {
      ids[shared + i] = block[i]!;
      origins[shared + i] = from + starts[i]!;
    }
    tokens = shared + merged;
    done = from + length;
  }
  return tokens;
}

/** Whether the symbols at `at` are those at `before` once more. */
function isRepeated(symbols: Int32Array, before: number, at: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (symbols[before + i] !== symbols[at + i]) return false;
  return true;
}
