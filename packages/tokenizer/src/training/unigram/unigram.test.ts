import { describe, expect, it } from 'vitest';

import { Pace } from '../pace.ts';
import { digamma } from './digamma.ts';
import { repeatedStrings } from './repeated-strings.ts';

/** The definition, string by string. */
function repeatedByDefinition(words: readonly string[], maxLength: number): string[] {
  const after = new Map<string, string[]>();
  for (const word of words.map((text) => Array.from(`${text}\0`))) {
    for (let start = 0; start < word.length; start++) {
      for (let end = start + 2; end < word.length && end - start <= maxLength; end++) {
        const text = word.slice(start, end).join('');
        after.set(text, [...(after.get(text) ?? []), word[end]!]);
      }
    }
  }
  const nodes = [...after].filter(([, next]) => new Set(next).size > 1).map(([text, next]) => ({ text, score: Array.from(text).length * next.length }));
  return nodes.sort((a, b) => b.score - a.score || (a.text < b.text ? 1 : -1)).map(({ text, score }) => `${text} ${score}`);
}

async function repeated(words: readonly string[], maxLength: number): Promise<string[]> {
  const symbols = Int32Array.from(Array.from(`${words.join('\0')}\0`, (character) => character.codePointAt(0)!));
  const found = await repeatedStrings(symbols, maxLength, new Pace({}));
  return Array.from(found, ({ start, length, score }) => `${String.fromCodePoint(...symbols.subarray(start, start + length))} ${score}`);
}

describe('repeatedStrings', () => {
  it.each([
    ['words', ['banana', 'ananas', 'bandana'], 16],
    ['runs', ['aaaaaaaa', 'aaaa', 'aabaa'], 16],
    ['Hangul', ['학교에서', '학교에', '교에서는', '학교'], 3],
    ['strings that all end the same way', ['nation', 'ration', 'station'], 16],
    ['one word', ['a'], 16],
    ['many words', Array.from({ length: 200 }, (_, i) => (i * i * 7919).toString(3)), 5],
  ])('are those that occur twice and go on in two ways: %s', async (_, words, maxLength) => {
    expect(await repeated(words, maxLength)).toEqual(repeatedByDefinition(words, maxLength));
  });
});

describe('digamma', () => {
  // Abramowitz and Stegun 1964, table 6.1 and 6.3.3: psi(1) = -gamma, psi(1/2) = -gamma - 2 ln 2.
  it.each([[1, -0.5772156649], [0.5, -1.9635100260], [2, 0.4227843351], [1.5, 0.0364899740], [100, 4.6001618527]])('of %d', (x, expected) => {
    expect(digamma(x)).toBeCloseTo(expected, 9);
  });
});
