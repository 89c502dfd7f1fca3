import { describe, expect, it } from 'vitest';
import { randomNumbers } from '../testing/random-text.ts';
import { AlignedText } from '../text/aligned-text.ts';
import * as normalizers from './index.ts';
import type { Normalizer } from './normalizer.ts';

const normalize = (normalizer: Normalizer, text: string): string => normalizer.normalize(AlignedText.of(text)).text;

describe('normalizers', () => {
  it.each([
    ['nfc', normalizers.nfc(), 'plain, 한국어 é'],
    ['nfkc', normalizers.nfkc(), 'plain, 한국어 é'],
    ['nfd', normalizers.nfd(), 'plain'],
    ['lowercase', normalizers.lowercase(), 'plain, 한국어 é'],
    ['strip', normalizers.strip(), 'plain, 한국어 é'],
    ['stripAccents', normalizers.stripAccents(), 'plain, 한국어 é'],
    ['nmt', normalizers.nmt(), 'plain, 한국어 é'],
    ['bert', normalizers.bert(), 'plain'],
    ['replace', normalizers.replace({ pattern: { regex: ' {2,}' }, content: ' ' }), 'plain, 한국어 é'],
    ['sequence', normalizers.sequence([normalizers.nfc(), normalizers.strip()]), 'plain, 한국어 é'],
  ])('give the same object where %s has nothing to do', (_, normalizer, text) => {
    const original = AlignedText.of(text);
    expect(normalizer.normalize(original)).toBe(original);
  });

  it('replace text as it is: nothing in it has a meaning', () => {
    expect(normalize(normalizers.replace({ pattern: 'a', content: '$&$1' }), 'banana')).toBe('b$&$1n$&$1n$&$1');
    expect(normalize(normalizers.replace({ pattern: '.', content: '$' }), 'a.b')).toBe('a$b');
  });

  it('write small without regard to what stands around', () => {
    expect(normalize(normalizers.lowercase(), 'ΣΑΣ İ')).toBe('σασ i\u0307');
  });

  it('take SentencePiece\'s rules as bytes, too', () => {
    // One rule: from "a" to "bc". Units of Darts-clone: root, "a" with a leaf, the leaf's value.
    const map = new Uint8Array(4 + 4 * 512 + 3);
    const view = new DataView(map.buffer);
    view.setUint32(0, 4 * 512, true);
    view.setUint32(4, 1 << 10, true);
    const node = 1 ^ 0x61;
    view.setUint32(4 + 4 * node, (2 << 10) | 0x100 | 0x61, true);
    view.setUint32(4 + 4 * (node ^ 2), 0x80000000, true);
    map.set([0x62, 0x63, 0], 4 + 4 * 512);
    const normalizer = normalizers.precompiled(map);
    expect(normalize(normalizer, 'a cab')).toBe('bc cbcb');
    expect(normalize(normalizers.normalizerFrom(normalizer.spec), 'a')).toBe('bc');
  });

  describe('keep Hangul in order', () => {
    const composed = '한글 각';
    const decomposed = composed.normalize('NFD');

    it('makes one text of syllables and conjoining jamo by NFC', () => {
      expect(normalize(normalizers.nfc(), decomposed)).toBe(composed);
      expect(normalize(normalizers.nfc(), composed)).toBe(composed);
      expect(normalize(normalizers.nfc(), '하\u11ab')).toBe('한');
    });

    it('says that a syllable comes from its first jamo, as the reference does', () => {
      const result = normalizers.nfc().normalize(AlignedText.of(decomposed));
      expect(result.originalRange(0, 1)).toEqual([0, 1]);
      expect(result.originalRange(1, 2)).toEqual([3, 4]);
    });

    it('leaves compatibility jamo alone by NFC, and makes them join others by NFKC', () => {
      expect(normalize(normalizers.nfc(), 'ㅋㅋ ㅎㅏㄴ')).toBe('ㅋㅋ ㅎㅏㄴ');
      expect(normalize(normalizers.nfkc(), 'ㅋㅋ')).toBe('\u110f\u110f');
      expect(normalize(normalizers.nfkc(), 'ㅎㅏ')).toBe('하');
      expect(normalize(normalizers.nfkc(), 'ﾡￂ')).toBe('가');
    });

    it('strips accents without taking syllables apart', () => {
      const normalizer = normalizers.withoutAccents();
      expect(normalize(normalizer, `Élan ${composed} naïve`)).toBe(`Elan ${composed} naive`);
      expect(normalize(normalizer, `Élan ${decomposed}`)).toBe(`Elan ${composed}`);
      expect(normalizer.spec).toEqual({ type: 'Sequence', normalizers: [{ type: 'NFD' }, { type: 'StripAccents' }, { type: 'NFC' }] });
    });

    it('takes syllables apart where BERT does', () => {
      expect(normalize(normalizers.bert(), composed)).toBe(decomposed);
      expect(normalize(normalizers.bert({ stripAccents: false }), composed)).toBe(composed);
      expect(normalize(normalizers.bert({ lowercase: false }), composed)).toBe(composed);
    });
  });

  describe('take long texts of any kind', () => {
    const half = 100_000;

    it('marks in the wrong order', () => {
      const wrong = 'a' + '\u0301\u0316'.repeat(half);
      expect(normalize(normalizers.nfd(), wrong)).toBe('a' + '\u0316'.repeat(half) + '\u0301'.repeat(half));
      expect(normalize(normalizers.nfc(), wrong)).toBe('á' + '\u0316'.repeat(half) + '\u0301'.repeat(half - 1));
    });

    it.each(['NFC', 'NFD', 'NFKC', 'NFKD'] as const)('runs of all kinds of marks, which come out as the engine has them: %s', (form) => {
      const marks = Array.from({ length: 0x1f000 - 0x300 }, (_, i) => String.fromCodePoint(0x300 + i)).filter((character) => /[\p{M}\uff9e]/u.test(character));
      const random = randomNumbers(7);
      for (let run = 0; run < 50; run++) {
        const text = 'e' + Array.from({ length: 64 + run * 4 }, () => marks[Math.floor(random() * marks.length)]).join('');
        expect(normalize(normalizers.normalizerFrom({ type: form }), text)).toBe(text.normalize(form));
      }
    });

    it('halfwidth voiced marks, which become marks by NFKD', () => {
      expect(normalize(normalizers.nfkd(), '\u0301\uff9e'.repeat(half))).toBe('\u3099'.repeat(half) + '\u0301'.repeat(half));
    });

    it('spaces to be stripped', () => {
      expect(normalize(normalizers.strip(), `${' '.repeat(half)}x${' '.repeat(half)}`)).toBe('x');
    });
  });
});

describe('normalizerFrom', () => {
  it.each([
    [{ type: 'Foo' }, 'TOKENIZER_UNSUPPORTED', /^normalizer\.type "Foo"/],
    [{ type: 'Sequence', normalizers: [{ type: 'NFC' }, { type: 'Nope' }] }, 'TOKENIZER_UNSUPPORTED', /^normalizer\.normalizers\[1\]\.type "Nope"/],
    [{ type: 'Sequence', normalizers: {} }, 'TOKENIZER_INVALID', /^normalizer\.normalizers must be a list/],
    [{ type: 'Strip', strip_left: 1, strip_right: true }, 'TOKENIZER_INVALID', /^normalizer\.strip_left must be true or false, got 1/],
    [{ type: 'Prepend' }, 'TOKENIZER_INVALID', /^normalizer\.prepend is missing/],
    [{ type: 'Replace', pattern: 'a', content: '' }, 'TOKENIZER_INVALID', /^normalizer\.pattern must be/],
    [{ type: 'Replace', pattern: {}, content: '' }, 'TOKENIZER_INVALID', /^normalizer\.pattern must be { "String"/],
    [{ type: 'Replace', pattern: { Regex: '(' }, content: '' }, 'PATTERN_INVALID', /\(/],
    [{ type: 'Precompiled', precompiled_charsmap: '!' }, 'TOKENIZER_INVALID', /^precompiled_charsmap must be Base64/],
    [{ type: 'Precompiled', precompiled_charsmap: 'AAAA' }, 'TOKENIZER_INVALID', /^precompiled_charsmap must begin with/],
    [null, 'TOKENIZER_INVALID', /^normalizer must be an object, got null/],
  ])('says what is wrong with %j', (spec, code, message) => {
    expect(() => normalizers.normalizerFrom(spec)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) as unknown }) as Error);
  });
});
