import { describe, expect, it } from 'vitest';
import { randomNumbers } from '../../testing/random-text.ts';
import { CompactVocabulary } from '../../vocabulary/compact-vocabulary.ts';
import { createVocabulary } from '../../vocabulary/create-vocabulary.ts';
import type { Vocabulary } from '../../vocabulary/vocabulary.ts';
import { ListedMerges } from './listed-merges.ts';
import { mergeBlocks } from './merge-blocks.ts';
import { mergeQueue } from './merge-queue.ts';
import { Merger } from './merger.ts';
import { type Merges, NEVER } from './merges.ts';
import { RankedMerges } from './ranked-merges.ts';

/** Whole numbers from 0 to below `limit`, the same ones every time. */
function seeded(seed: number): (limit: number) => number {
  const random = randomNumbers(seed);
  return (limit) => Math.floor(random() * limit);
}

/** What byte-pair encoding is: again and again the pair of the lowest rank, of equal ones the leftmost. */
function naive(merges: Merges, symbols: readonly number[]): number[] {
  const ids = [...symbols];
  for (;;) {
    const ranks = ids.slice(1).map((id, i) => merges.rank(ids[i]!, id));
    const lowest = Math.min(...ranks);
    if (ids.length < 2 || lowest === NEVER) return ids;
    ids.splice(ranks.indexOf(lowest), 2, merges.result(lowest));
  }
}

const vocabularyOf = (tokens: readonly string[]): Vocabulary => createVocabulary(new Map(tokens.map((token, id) => [token, id])));

const letters = ['a', 'b', 'c'];

/** Tokens that are made of shorter ones, and all ways to make them, in any order: ranks of new pairs can be lower than those before. */
function randomMerges(random: (limit: number) => number): Merges {
  const tokens = [...letters];
  for (let i = 0; i < 40; i++) {
    const token = tokens[random(tokens.length)]! + tokens[random(tokens.length)]!;
    if (token.length <= 12 && !tokens.includes(token)) tokens.push(token);
  }
  const entries = tokens.flatMap((token) => Array.from(token.slice(1), (_, i) => [token.slice(0, i + 1), token.slice(i + 1)] as const))
    .filter((parts) => parts.every((part) => tokens.includes(part)));
  for (let i = entries.length - 1; i > 0; i--) {
    const other = random(i + 1);
    [entries[i], entries[other]] = [entries[other]!, entries[i]!];
  }
  return new ListedMerges(entries, vocabularyOf(tokens), '');
}

/** The same, with one rank for all ways to make a token. */
function randomRanks(random: (limit: number) => number): Merges {
  const tokens = [...letters];
  for (let i = 0; i < 40; i++) {
    const token = Array.from({ length: 2 + random(5) }, () => letters[random(letters.length)]).join('');
    if (!tokens.includes(token)) tokens.splice(letters.length + random(tokens.length - letters.length + 1), 0, token);
  }
  const vocabulary = vocabularyOf(tokens);
  if (!(vocabulary instanceof CompactVocabulary)) throw new TypeError('not compact');
  return new RankedMerges(vocabulary);
}

describe.each([['listed merges', randomMerges], ['ranks of tokens', randomRanks]] as const)('%s', (_, make) => {
  it.each([5, 60, 200])('merge as if the next pair were looked for again and again, in texts of up to %i symbols', (longest) => {
    const random = seeded(longest);
    for (let round = 0; round < 200; round++) {
      const merges = make(random);
      const merger = new Merger(merges);
      // Few letters make many overlapping pairs.
      const alphabet = 1 + random(letters.length);
      for (let text = 0; text < 5; text++) {
        const symbols = Array.from({ length: 1 + random(longest) }, () => random(alphabet));
        const ids = Int32Array.from(symbols);
        const count = merger.merge(ids, symbols.length);
        expect(Array.from(ids.subarray(0, count))).toEqual(naive(merges, symbols));
      }
    }
  });

  it('gives the same in blocks as at once', () => {
    const random = seeded(5);
    for (let round = 0; round < 40; round++) {
      const merges = make(random);
      const alphabet = 1 + random(letters.length);
      const period = 1 + random(12);
      const symbols = Array.from({ length: 700 }, () => random(alphabet));
      // Some texts repeat themselves, from some place on.
      if (round % 2 === 0) for (let i = random(400); i + period < symbols.length; i++) symbols[i + period] = symbols[i]!;
      const whole = Int32Array.from(symbols), wholeOrigins = Int32Array.from(symbols.keys());
      const count = mergeQueue(merges, whole, wholeOrigins, symbols.length);
      for (const size of [16, 33, 150]) {
        const ids = Int32Array.from(symbols), origins = Int32Array.from(symbols.keys());
        expect(mergeBlocks(merges, ids, origins, symbols.length, size)).toBe(count);
        expect(ids.subarray(0, count)).toEqual(whole.subarray(0, count));
        expect(origins.subarray(0, count)).toEqual(wholeOrigins.subarray(0, count));
      }
    }
  });
});
