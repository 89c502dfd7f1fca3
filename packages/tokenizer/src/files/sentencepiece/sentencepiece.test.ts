import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { bpe, type BpeOptions } from '../../models/bpe/bpe.ts';
import type { MergeEntry } from '../../models/bpe/listed-merges.ts';
import { lowercase } from '../../normalizers/lowercase.ts';
import { template } from '../../post-processors/template.ts';
import { whitespaceSplit } from '../../pre-tokenizers/classes.ts';
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

describe('writeSentencePiece', () => {
  const proto = readModelProto(bytesOf('llama.model'));
  const llama = new Tokenizer(sentencePieceParts(proto));
  const spec = llama.model.spec() as unknown as BpeOptions & { readonly merges: MergeEntry[] };
  const { vocabulary } = llama.model;
  it.each([
    ['post_processor', { postProcessor: template({ single: '<s> $A', tokens: { '<s>': 1 } }) }],
    ['normalizer', { normalizer: lowercase() }],
    ['decoder', { decoder: undefined }],
    ['pre_tokenizer', { preTokenizer: whitespaceSplit() }],
    ['added_tokens', { addedTokens: [...llama.addedTokens, { id: llama.vocabularySize, content: '<new>', lstrip: true }] }],
    ['model.merges', { model: bpe({ vocabulary, merges: spec.merges.slice(1), unknown: '<unk>', fuseUnknown: true, byteFallback: true }) }],
    ['model.ignore_merges', { model: bpe({ vocabulary, merges: spec.merges, unknown: '<unk>', fuseUnknown: true, byteFallback: true, ignoreMerges: true }) }],
  ])('names the part that a model can\'t hold: %s', (part, parts) => {
    const tokenizer = new Tokenizer({ ...sentencePieceParts(proto), ...parts });
    expect(() => writeSentencePiece(tokenizer)).toThrow(expect.objectContaining({ code: 'TOKENIZER_UNSUPPORTED', message: expect.stringContaining(`this tokenizer's ${part}: `) as string }) as Error);
  });
});

describe('sentencePieceParts', () => {
  const proto = readModelProto(bytesOf('llama.model'));
  it.each([
    ['model_type WORD', { modelType: 3 }, 'TOKENIZER_UNSUPPORTED'],
    ['treat_whitespace_as_suffix', { treatWhitespaceAsSuffix: true }, 'TOKENIZER_UNSUPPORTED'],
    ['denormalizer_spec', { denormalizerCharsmap: new Uint8Array(8) }, 'TOKENIZER_UNSUPPORTED'],
    ['type UNUSED', { pieces: proto.pieces.map((piece) => (piece.text === '▁t' ? { ...piece, type: 5 } : piece)) }, 'TOKENIZER_UNSUPPORTED'],
    ['one piece of type UNKNOWN', { pieces: proto.pieces.slice(1) }, 'TOKENIZER_INVALID'],
  ])('names what it can\'t represent: %s', (what, fields, code) => {
    expect(() => sentencePieceParts({ ...proto, ...fields })).toThrow(expect.objectContaining({ code, message: expect.stringContaining(what) as string }) as Error);
  });
});
