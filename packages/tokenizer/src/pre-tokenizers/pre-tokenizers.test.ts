import { describe, expect, it } from 'vitest';
import { AlignedText } from '../text/aligned-text.ts';
import * as preTokenizers from './index.ts';
import type { PreTokenizer } from './pre-tokenizer.ts';

const split = (preTokenizer: PreTokenizer, text: string): string[] => preTokenizer.split(AlignedText.of(text)).map((piece) => piece.text);

describe('pre-tokenizers', () => {
  it.each([
    ['removed', ['the', 'final', 'countdown']],
    ['isolated', ['the', '-', 'final', '-', '-', 'countdown']],
    ['merged-with-previous', ['the-', 'final-', '-', 'countdown']],
    ['merged-with-next', ['the', '-final', '-', '-countdown']],
    ['contiguous', ['the', '-', 'final', '--', 'countdown']],
  ] as const)('split with delimiters %s', (behavior, pieces) => {
    expect(split(preTokenizers.split({ pattern: '-', behavior }), 'the-final--countdown')).toEqual(pieces);
  });

  it.each(Object.entries(preTokenizers).filter(([name]) => name !== 'preTokenizerFrom'))('give no piece of an empty text: %s', (name, make) => {
    const options: Record<string, unknown> = { split: { pattern: { regex: 'x*' }, behavior: 'isolated' }, charDelimiterSplit: ',', sequence: [preTokenizers.bert()] };
    expect(split((make as (options?: unknown) => PreTokenizer)(options[name]), '')).toEqual([]);
  });

  it('keep offsets of the original through a sequence', () => {
    const preTokenizer = preTokenizers.sequence([preTokenizers.whitespaceSplit(), preTokenizers.metaspace({ prependScheme: 'first' }), preTokenizers.digits()]);
    const pieces = preTokenizer.split(AlignedText.of('한국 2026년'));
    expect(pieces.map((piece) => [piece.text, ...piece.originalRange(0, piece.length)])).toEqual([
      ['▁한국', 0, 2],
      ['2026', 3, 7],
      ['년', 7, 8],
    ]);
  });

  it('say that each byte comes from its whole character', () => {
    const [first, second] = preTokenizers.byteLevel({ addPrefixSpace: false }).split(AlignedText.of('a 가👋'));
    expect(first?.text).toBe('a');
    expect(second?.text).toBe('Ġê°Ģ');
    expect(second?.originalRange(1, 2)).toEqual([2, 3]);
    expect(second?.originalRange(2, 4)).toEqual([2, 3]);
  });

  it('read halves of characters as U+FFFD', () => {
    expect(split(preTokenizers.byteLevel({ addPrefixSpace: false }), 'a\ud800')).toEqual(['a', 'ï¿½']);
  });

  it('never cut a character in two', () => {
    expect(split(preTokenizers.fixedLength(2), '👋가👋')).toEqual(['👋가', '👋']);
    expect(split(preTokenizers.split({ pattern: { regex: '' }, behavior: 'isolated' }), '👋가')).toEqual(['👋', '가']);
  });

  it('know white space from what only looks like it', () => {
    expect(split(preTokenizers.whitespaceSplit(), 'a\u0085b\ufeffc\u3000d\u200be')).toEqual(['a', 'b\ufeffc', 'd\u200be']);
  });

  it('cut where scripts change', () => {
    expect(split(preTokenizers.unicodeScripts(), 'abc한국어カタカナ漢字ー 2')).toEqual(['abc', '한국어', 'カタカナ漢字ー ', '2']);
  });

  it.each(['a', ' ', '7', '👋', '\u0301', '가', '!'])('take long texts of nothing but %j', (character) => {
    const text = character.repeat(200_000);
    const pattern = { regex: String.raw`\w+|[^\w\s]+|\s+(?!\S)|\s+` };
    for (const preTokenizer of [
      preTokenizers.bert(),
      preTokenizers.whitespace(),
      preTokenizers.punctuation({ behavior: 'contiguous' }),
      preTokenizers.metaspace(),
      preTokenizers.unicodeScripts(),
      preTokenizers.split({ pattern, behavior: 'merged-with-next' }),
    ]) {
      const pieces = split(preTokenizer, text).join('').replaceAll('▁', ' ').trim();
      expect([text.trim(), '']).toContain(pieces);
    }
  });
});

describe('preTokenizerFrom', () => {
  it('reads add_prefix_space of older files', () => {
    const scheme = (fields: object): unknown => preTokenizers.preTokenizerFrom({ type: 'Metaspace', replacement: '▁', ...fields }).spec.prepend_scheme;
    expect(scheme({ add_prefix_space: true })).toBe('always');
    expect(scheme({ add_prefix_space: false })).toBe('never');
    expect(scheme({ add_prefix_space: true, prepend_scheme: 'first' })).toBe('first');
    expect(scheme({})).toBe('always');
  });

  it.each([
    [{ type: 'RandomAccess' }, 'TOKENIZER_UNSUPPORTED', /^pre_tokenizer\.type "RandomAccess"/],
    [{ type: 'Metaspace', replacement: '▁', add_prefix_space: false, prepend_scheme: 'always' }, 'TOKENIZER_INVALID', /^pre_tokenizer\.prepend_scheme must be "never"/],
    [{ type: 'Metaspace', replacement: '__' }, 'TOKENIZER_INVALID', /^pre_tokenizer\.replacement must be one character, got "__"/],
    [{ type: 'Split', pattern: { String: ' ' }, behavior: 'removed', invert: false }, 'TOKENIZER_INVALID', /^pre_tokenizer\.behavior must be .*"Removed"/],
    [{ type: 'Split', pattern: { Regex: '(a)\\1' }, behavior: 'Removed', invert: false }, 'PATTERN_UNSUPPORTED', /./],
    [{ type: 'ByteLevel' }, 'TOKENIZER_INVALID', /^pre_tokenizer\.add_prefix_space is missing/],
    [{ type: 'FixedLength', length: 0 }, 'TOKENIZER_INVALID', /^pre_tokenizer\.length must be/],
    [{ type: 'Sequence', pretokenizers: [{ type: 'Digits' }] }, 'TOKENIZER_INVALID', /^pre_tokenizer\.pretokenizers\[0\]\.individual_digits is missing/],
  ])('says what is wrong with %j', (spec, code, message) => {
    expect(() => preTokenizers.preTokenizerFrom(spec)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) as unknown }) as Error);
  });

  it('holds options of programs to the same', () => {
    const wrong = expect.objectContaining({ code: 'OPTIONS_INVALID' }) as Error;
    expect(() => preTokenizers.metaspace({ replacement: '' })).toThrow(wrong);
    expect(() => preTokenizers.charDelimiterSplit('ab')).toThrow(wrong);
    expect(() => preTokenizers.fixedLength(0)).toThrow(wrong);
    expect(() => preTokenizers.fixedLength(1.5)).toThrow(wrong);
  });
});
