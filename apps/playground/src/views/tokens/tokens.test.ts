import { describe, expect, it } from 'vitest';

import type { ShownToken } from '../../workers/tokenize-protocol.ts';
import { boundaryDifference } from './boundaries.ts';
import { segments } from './segments.ts';
import { bytePieces, hex, isBlank, visible, visibleBytes } from './visible.ts';

const tokens = (...offsets: (readonly [number, number])[]): ShownToken[] =>
  offsets.map(([start, end], id) => ({ id, token: '', bytes: [], start, end, byteStart: start, byteEnd: end, special: false, unknown: false, count: 1 }));
const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)];

describe('what cannot be seen', () => {
  it('gets a sign', () => {
    expect(visible('a b\n\tc\u200D\u0000\uFE0F\u{E0067}')).toBe('a·b↵→cZWJ␀VS16U+E0067');
    expect(visible('한글 👋')).toBe('한글·👋');
  });

  it('is told from what can', () => {
    expect([' ', '\n\t', '\u200B'].every(isBlank)).toBe(true);
    expect([' a', '👋🏽', '한'].some(isBlank)).toBe(false);
  });
});

describe('bytes', () => {
  it('are characters where they are whole', () => {
    expect(bytePieces(utf8(' 안'))).toEqual([{ text: ' 안' }]);
    expect(bytePieces([...utf8(' '), 0xEC, 0x95])).toEqual([{ text: ' ' }, { bytes: [0xEC, 0x95] }]);
    expect(bytePieces([0x88, ...utf8('녕'), 0xF0])).toEqual([{ bytes: [0x88] }, { text: '녕' }, { bytes: [0xF0] }]);
    expect(visibleBytes([0x20, 0xEC, 0x95])).toBe('· EC 95');
  });

  it('are never read as characters that they are not: overlong forms, surrogates', () => {
    expect(bytePieces([0xC0, 0x80])).toEqual([{ bytes: [0xC0, 0x80] }]);
    expect(bytePieces([0xED, 0xA0, 0x80])).toEqual([{ bytes: [0xED, 0xA0, 0x80] }]);
    expect(bytePieces([0xEF, 0xBB, 0xBF])).toEqual([{ text: '\uFEFF' }]);
  });

  it('are written with two digits', () => {
    expect(hex([0, 10, 255])).toBe('00 0A FF');
  });
});

describe('laying tokens over a text', () => {
  it('gives each token its stretch', () => {
    expect(segments('안녕 hi', tokens([0, 2], [2, 5]), 0, 5)).toEqual([{ kind: 'token', text: '안녕', token: 0 }, { kind: 'token', text: ' hi', token: 1 }]);
  });

  it('puts tokens that hold parts of one character below it', () => {
    expect(segments('a👋b', tokens([0, 1], [1, 3], [1, 3], [1, 3], [3, 4]), 0, 4)).toEqual([
      { kind: 'token', text: 'a', token: 0 }, { kind: 'joined', text: '👋', tokens: [1, 2, 3] }, { kind: 'token', text: 'b', token: 4 },
    ]);
  });

  it('does not tear a syllable of jamo or an emoji of several parts', () => {
    const syllable = '한'.normalize('NFD');
    expect(segments(`${syllable}a`, tokens([0, 1], [1, 2], [2, 3], [3, 4]), 0, 4)).toEqual([{ kind: 'joined', text: syllable, tokens: [0, 1, 2] }, { kind: 'token', text: 'a', token: 3 }]);
    expect(segments('👋🏽', tokens([0, 2], [2, 4]), 0, 4)).toEqual([{ kind: 'joined', text: '👋🏽', tokens: [0, 1] }]);
  });

  it('leaves text without tokens as it is', () => {
    expect(segments(' a  b ', tokens([1, 2], [4, 5]), 0, 6)).toEqual([
      { kind: 'gap', text: ' ' }, { kind: 'token', text: 'a', token: 0 }, { kind: 'gap', text: '  ' }, { kind: 'token', text: 'b', token: 1 }, { kind: 'gap', text: ' ' },
    ]);
  });

  it('shows what the model adds where it is added', () => {
    expect(segments('a', tokens([0, 0], [0, 1], [0, 0]), 0, 1)).toEqual([{ kind: 'inserted', token: 0 }, { kind: 'token', text: 'a', token: 1 }, { kind: 'inserted', token: 2 }]);
  });

  it('covers a stretch of a longer text', () => {
    expect(segments('abcdef', tokens([2, 4], [4, 5]), 2, 5)).toEqual([{ kind: 'token', text: 'cd', token: 0 }, { kind: 'token', text: 'e', token: 1 }]);
  });

  it('never loses a character', () => {
    const text = '한국어\r\n and 👨‍👩‍👧 é';
    const pieces = tokens([0, 1], [1, 3], [3, 4], [4, 5], [5, 9], [9, 10], [10, 12], [10, 13], [13, 18], [18, 20]);
    expect(segments(text, pieces, 0, text.length).map((segment) => ('text' in segment ? segment.text : '')).join('')).toBe(text);
  });
});

describe('comparing boundaries', () => {
  it('tells which cuts both have and which only one has', () => {
    const difference = boundaryDifference(tokens([0, 2], [2, 4], [4, 6]), tokens([0, 1], [1, 4], [4, 6]));
    expect(difference).toEqual({ shared: 1, onlyLeft: new Set([2]), onlyRight: new Set([1]) });
  });

  it('counts neither the start of the text, nor tokens that stand in none', () => {
    expect(boundaryDifference(tokens([0, 0], [0, 3], [0, 0]), tokens([0, 3]))).toEqual({ shared: 0, onlyLeft: new Set(), onlyRight: new Set() });
  });
});
