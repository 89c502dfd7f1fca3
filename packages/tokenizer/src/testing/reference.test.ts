import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import type { Encoding, Padding, Truncation } from '../encoding/encoding.ts';
import { parseTokenizer } from '../files/tokenizer-json/parse-tokenizer.ts';
import type { Tokenizer } from '../tokenizer.ts';
import { tokenizerJson, type TokenizerName } from './tokenizers.ts';

/** ids, tokens, offsets, type ids, special tokens mask, attention mask, sequence ids, word ids */
type Row = readonly unknown[];

interface Case {
  readonly inputs: readonly (string | readonly [string, string])[];
  readonly truncation: { readonly max_length: number; readonly stride: number; readonly strategy: string; readonly direction: 'left' | 'right' } | null;
  readonly padding: Readonly<Record<'pad_id' | 'pad_type_id', number>> & { readonly pad_token: string; readonly direction: 'left' | 'right'; readonly length: number | null; readonly pad_to_multiple_of: number | null } | null;
  readonly addSpecialTokens: boolean;
  readonly error?: string;
  readonly rows: readonly (readonly [row: Row, overflowing: readonly Row[]])[];
}

interface Variant {
  readonly name: TokenizerName;
  readonly changes: Readonly<Record<string, unknown>>;
  readonly cases: readonly Case[];
  readonly decodes: readonly { readonly ids: readonly number[]; readonly texts: readonly [skipped: string, all: string] }[];
}

// Made by tokenizers 0.23.3: reference.py.
const variants = JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8')) as Variant[];

function encode(tokenizer: Tokenizer, { inputs, truncation, padding, addSpecialTokens }: Case): Encoding[] {
  return tokenizer.encodeBatch(inputs, {
    allowedSpecial: 'all',
    addSpecialTokens,
    truncation: truncation !== null && {
      maxLength: truncation.max_length,
      stride: truncation.stride,
      strategy: truncation.strategy.replace('_', '-') as Truncation['strategy'],
      direction: truncation.direction,
    },
    padding: padding !== null && ({
      id: padding.pad_id,
      typeId: padding.pad_type_id,
      token: padding.pad_token,
      direction: padding.direction,
      length: padding.length ?? undefined,
      multipleOf: padding.pad_to_multiple_of ?? undefined,
    } satisfies Padding),
  });
}

const row = (encoding: Encoding): Row => [
  encoding.ids,
  encoding.tokens,
  encoding.offsets,
  encoding.typeIds,
  encoding.specialTokensMask,
  encoding.attentionMask,
  encoding.sequenceIds,
  encoding.wordIds,
];

describe.each(variants.map((variant, i) => [`${variant.name} ${i}`, variant] as const))('%s', (_, { name, changes, cases, decodes }) => {
  const tokenizer = parseTokenizer({ ...tokenizerJson(name), ...changes });

  it.each(cases)('encodes $inputs as the reference does', (one) => {
    if (one.error !== undefined) {
      expect(() => encode(tokenizer, one)).toThrow(expect.objectContaining({ code: 'OPTIONS_INVALID' }) as Error);
      return;
    }
    expect(encode(tokenizer, one).map((encoding) => [row(encoding), encoding.overflowing.map(row)])).toEqual(one.rows);
  });

  it.each(decodes)('decodes $ids as the reference does, at once and one by one', ({ ids, texts }) => {
    for (const [i, skipSpecialTokens] of [true, false].entries()) {
      expect(tokenizer.decode(ids, { skipSpecialTokens })).toBe(texts[i]);
      const stream = tokenizer.decodeStream({ skipSpecialTokens });
      expect([...ids.map((id) => stream.push(id)), stream.end()].join('')).toBe(texts[i]);
    }
  });
});
