import { describe, expect, it } from 'vitest';

import { countScripts, scriptAt } from './scripts.ts';

const counts = (text: string, offsets: readonly (readonly [number, number])[] = []): Record<string, readonly number[]> =>
  Object.fromEntries(countScripts(text, offsets).map(({ script, characters, tokens }) => [script, [characters, tokens]]));

describe('counting scripts', () => {
  it('knows each kind of character', () => {
    expect(counts('한a漢かカー9.!  👋ж')).toEqual({ hangul: [1, 0], latin: [1, 0], han: [1, 0], kana: [3, 0], digits: [1, 0], punctuation: [2, 0], space: [2, 0], emoji: [1, 0], letters: [1, 0] });
  });

  it('counts jamo as Hangul, and marks as what they stand on', () => {
    expect(counts('한'.normalize('NFD'))).toEqual({ hangul: [3, 0] });
    expect(counts('é'.normalize('NFD'))).toEqual({ latin: [2, 0] });
    expect(scriptAt('é'.normalize('NFD'), 1)).toBe('latin');
  });

  it('counts all parts of a joined emoji as emoji, and digits as digits', () => {
    expect(counts('👨‍👩‍👧❤️🇰🇷👋🏽')).toEqual({ emoji: [11, 0] });
    expect(counts('1#')).toEqual({ digits: [1, 0], punctuation: [1, 0] });
    expect(counts('©')).toEqual({ punctuation: [1, 0] });
  });

  it('gives a token to its first character that is no space, and spaces alone to space', () => {
    expect(counts('  안녕 hi', [[0, 1], [1, 4], [4, 7]])).toEqual({ space: [3, 1], hangul: [2, 1], latin: [2, 1] });
  });

  it('gives every part of a split character to its script', () => {
    expect(counts('👋', [[0, 2], [0, 2], [0, 2]])).toEqual({ emoji: [1, 3] });
  });

  it('leaves out tokens that stand in no text', () => {
    expect(counts('a', [[0, 0], [0, 1], [0, 0]])).toEqual({ latin: [1, 1] });
  });

  it('reads a lone surrogate as something else', () => {
    expect(counts('\uD800')).toEqual({ other: [1, 0] });
  });
});
