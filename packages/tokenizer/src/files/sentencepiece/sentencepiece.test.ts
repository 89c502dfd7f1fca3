import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { Tokenizer } from '../../tokenizer.ts';
import { parseTokenizer } from '../tokenizer-json/parse-tokenizer.ts';
import { writeSentencePiece } from './from-tokenizer.ts';
import { readModelProto } from './model-proto.ts';
import { sentencePieceParts } from './to-parts.ts';

interface Reference {
  readonly texts: readonly string[];
  /** Ids of each text, and what they are decoded to: null where something is unknown. */
  readonly models: Readonly<Record<string, readonly (readonly [ids: readonly number[], decoded: string | null])[]>>;
}

// Made by sentencepiece 0.2.3: reference.py.
const { texts, models } = JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8')) as Reference;
const bytesOf = (name: string): Uint8Array => readFileSync(new URL(name, import.meta.url));

describe.each(Object.entries(models))('%s', (name, expected) => {
  const tokenizer = new Tokenizer(sentencePieceParts(readModelProto(bytesOf(name))));
  it('gives the ids of the reference', () => {
    for (const [i, text] of texts.entries()) expect([text, [...tokenizer.encode(text).ids]]).toEqual([text, expected[i]![0]]);
  });
  it('decodes as the reference does', () => {
    for (const [ids, decoded] of expected) if (decoded !== null) expect(tokenizer.decode(ids)).toBe(decoded);
  });
  it('gives the same ids after it was written as tokenizer.json', () => {
    const again = parseTokenizer(JSON.stringify(tokenizer.toJSON()));
    for (const text of texts.filter((one) => !one.includes('<'))) expect([text, [...again.encode(text).ids]]).toEqual([text, [...tokenizer.encode(text).ids]]);
  });
  it('gives the same ids after it was written as a SentencePiece model', () => {
    const again = new Tokenizer(sentencePieceParts(readModelProto(writeSentencePiece(tokenizer))));
    for (const text of texts) expect([text, [...again.encode(text).ids]]).toEqual([text, [...tokenizer.encode(text).ids]]);
    expect(again.specialTokens).toEqual(tokenizer.specialTokens);
    for (const [ids] of expected) expect(again.decode(ids)).toBe(tokenizer.decode(ids));
  });
});
