import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AlignedText } from '../text/aligned-text.ts';
import { normalizerFrom } from './from-spec.ts';

/** Made by Hugging Face's tokenizers 0.23.3, of characters that all of its Unicode versions know. */
const { cases } = JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8')) as {
  cases: { spec: unknown; rows: [text: string, normalized: string, alignment: number[]][] }[];
};

describe('normalizers, held against the reference', () => {
  it.each(cases.map(({ spec, rows }) => [JSON.stringify(spec).slice(0, 120), spec, rows] as const))('%s', (_, spec, rows) => {
    const normalizer = normalizerFrom(spec);
    expect(normalizer.spec).toEqual(spec);
    for (const [text, normalized, alignment] of rows) {
      const result = normalizer.normalize(AlignedText.of(text));
      expect(result.text).toBe(normalized);
      const places: number[] = [];
      let at = 0;
      for (const character of result.text) places.push(...result.originalRange(at, (at += character.length)));
      expect(places).toEqual(alignment);
    }
  });
});
