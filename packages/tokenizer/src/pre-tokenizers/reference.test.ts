import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { normalizerFrom } from '../normalizers/from-spec.ts';
import { AlignedText } from '../text/aligned-text.ts';
import { preTokenizerFrom } from './from-spec.ts';

/** Made by Hugging Face's tokenizers 0.23.3, of characters that all of its Unicode versions know. */
const { cases } = JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8')) as {
  cases: { normalizer: unknown; spec: unknown; rows: [text: string, ...pieces: [piece: string, start: number, end: number][]][] }[];
};

describe('pre-tokenizers, held against the reference', () => {
  it.each(cases.map(({ normalizer, spec, rows }) => [JSON.stringify(spec), normalizer, spec, rows] as const))('%s', (_, before, spec, rows) => {
    const normalizer = before === null ? undefined : normalizerFrom(before);
    const preTokenizer = preTokenizerFrom(spec);
    expect(preTokenizer.spec).toEqual(spec);
    for (const [text, ...pieces] of rows) {
      const original = AlignedText.of(text);
      const found = preTokenizer.split(normalizer?.normalize(original) ?? original);
      expect(found.map((piece) => [piece.text, ...piece.originalRange(0, piece.length)])).toEqual(pieces);
    }
  });
});
