import { describe, expect, it } from 'vitest';
import { compilePattern } from './index.ts';

const code = (code: string): unknown => expect.objectContaining({ code }) as unknown;

describe('a pattern', () => {
  it('matches exactly at a position, or tells that it does not', () => {
    const pattern = compilePattern('a+|b*c');
    expect(pattern.source).toBe('a+|b*c');
    expect([0, 1, 2, 3, 4, 5].map((at) => pattern.matchAt('aabbc', at))).toEqual([2, 2, 5, 5, 5, -1]);
    expect(compilePattern('x?').matchAt('a', 0)).toBe(0);
    expect(compilePattern('$').matchAt('', 0)).toBe(0);
  });

  it('finds the leftmost match from a position on', () => {
    const pattern = compilePattern(String.raw`\d+`);
    expect(pattern.find('ab12c345', 0)).toBe(true);
    expect([pattern.start, pattern.end]).toEqual([2, 4]);
    expect(pattern.find('ab12c345', 3)).toBe(true);
    expect([pattern.start, pattern.end]).toEqual([3, 4]);
    expect(pattern.find('ab12c345', 8)).toBe(false);
    expect(compilePattern('').find('ab', 2)).toBe(true);
  });

  it('keeps the last match to who found it, though compiled patterns are shared', () => {
    const one = compilePattern('b+');
    const other = compilePattern('b+');
    one.find('abb', 0);
    other.find('b', 0);
    expect([one.start, one.end, other.start, other.end]).toEqual([1, 3, 0, 1]);
  });

  it('never splits a surrogate pair, and reads a lone surrogate as U+FFFD', () => {
    const any = compilePattern('.');
    expect(any.matchAt('😀a', 0)).toBe(2);
    expect(any.matchAt('\ud83da', 0)).toBe(1);
    expect(any.matchAt('\ude00\ud83d', 0)).toBe(1);
    expect(compilePattern('[^a]').find('a😀', 0)).toBe(true);
    expect(compilePattern('\ufffd+').matchAt('\ud83d\ufffd\ude00a', 0)).toBe(3);
    const after = compilePattern('(?<=😀)b');
    expect([after.matchAt('😀b', 2), after.matchAt('\ude00b', 1)]).toEqual([3, -1]);
    expect(compilePattern(String.raw`\p{Emoji}(?=.\z)`).matchAt('😀😀', 0)).toBe(2);
  });

  it('gives the same for a text after another', () => {
    for (const source of ['a+b|a', '(?=a+b)a|a', '(?>a+)b|a']) {
      const pattern = compilePattern(source);
      for (let i = 1; i < 300; i += 37) {
        const expected = source === '(?=a+b)a|a' ? 1 : i + 1;
        expect(pattern.matchAt(`${'a'.repeat(i)}b`, 0)).toBe(expected);
        expect(pattern.matchAt('a'.repeat(i + 1), 0)).toBe(1);
      }
    }
  });

  it('knows more classes of characters than it first has room for', () => {
    const letters = Array.from({ length: 90 }, (_, i) => String.fromCodePoint(0x4e00 + i));
    const pattern = compilePattern(`(?:${letters.map((letter) => `${letter}a`).join('|')})+`);
    const text = letters.map((letter) => `${letter}a`).join('');
    expect(pattern.matchAt(text, 0)).toBe(text.length);
    expect(pattern.matchAt(`${text}b`, 0)).toBe(text.length);
    expect(pattern.matchAt(`b${text}`, 0)).toBe(-1);
  });

  it('needs no more memory for more states than it keeps', () => {
    // Each state remembers where an a was within the last 18 characters: nearly each position has one of its own.
    const pattern = compilePattern('(?:a|b)*a(?:a|b){18}c');
    let text = '';
    for (let i = 0, state = 1; i < 60_000; i++) {
      state = (state * 1103515245 + 12345) & 0x7fffffff;
      text += state & 0x10000 ? 'a' : 'b';
    }
    expect(pattern.matchAt(`${text}a${'b'.repeat(18)}c`, 0)).toBe(60_020);
    expect(pattern.matchAt(`${text}b${'b'.repeat(18)}c`, 0)).toBe(-1);
  });

  it.each([
    ['(a', 'has a ( that nothing closes, at 0'],
    ['a)', 'has a ) that closes nothing, at 1'],
    ['[a', 'has a [ that nothing closes, at 0'],
    ['a[]', 'has an empty [], at 1'],
    ['*a', 'repeats nothing, at 0'],
    ['a|+', 'repeats nothing, at 2'],
    ['{2}', 'repeats nothing, at 0'],
    ['[z-a]', 'has a range without order, at 1'],
    [String.raw`[a-\d]`, 'has a range without order, at 1'],
    ['[[:foo:]]', 'has an unknown [:foo:], at 1'],
    [String.raw`\x{110000}`, 'has a code point beyond 10FFFF, at 0'],
    ['a\\', 'ends in a \\, at 1'],
  ])('is refused as %s with the reason and the place', (source, reason) => {
    expect(() => compilePattern(source)).toThrow(code('PATTERN_INVALID'));
    expect(() => compilePattern(source)).toThrow(reason);
  });

  it.each([
    [String.raw`(a)\1`, String.raw`has \1 at 3`],
    [String.raw`(?<n>a)\k<n>`, String.raw`has \k at 7`],
    [String.raw`a\Kb`, String.raw`has \K at 1`],
    [String.raw`\X`, String.raw`has \X at 0`],
    [String.raw`\p{Klingon}`, String.raw`has the unknown property \p{Klingon} at 0`],
    ['(?~ab)', 'has the group (?~ at 0'],
    ['(?s)a', 'has the group (?s) at 0'],
    ['a{2000}', 'has a repeat of more than 1000 at 1'],
    ['(?:a{500}){500}', 'has more than 20000 steps'],
    ['(?:(?:(?:){1000}){1000}){1000}', 'has more than 20000 steps'],
    ['('.repeat(50_000), 'has more than 200 parts in one another'],
    ['['.repeat(50_000), 'has more than 200 parts in one another'],
    [`a${'*'.repeat(50_000)}`, 'has more than 200 parts in one another'],
    ['(?<=(?>a))b', 'has an atomic group in a look-behind'],
  ])('is refused as %s if it takes what no linear matcher has', (source, reason) => {
    expect(() => compilePattern(source)).toThrow(code('PATTERN_UNSUPPORTED'));
    expect(() => compilePattern(source)).toThrow(reason);
  });
});
