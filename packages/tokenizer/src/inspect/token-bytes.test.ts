import { createVocabulary, decoders, models, preTokenizers, Tokenizer } from '../index.ts';
import { describe, expect, it } from 'vitest';

import { bytesOfToken, writesBytes } from './token-bytes.ts';

const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)];

describe('what a token writes', () => {
  it('is read from byte characters, whole or in part', () => {
    expect(bytesOfToken('Ġhi', true)).toEqual(utf8(' hi'));
    expect(bytesOfToken('ìķĪ', true)).toEqual(utf8('안'));
    expect(bytesOfToken('ìķ', true)).toEqual(utf8('안').slice(0, 2));
  });

  it('is the text of a token that is no row of byte characters', () => {
    expect(bytesOfToken('<|한국어|>', true)).toEqual(utf8('<|한국어|>'));
  });

  it('is read from pieces of SentencePiece and of BERT', () => {
    expect(bytesOfToken('▁안녕', false)).toEqual(utf8(' 안녕'));
    expect(bytesOfToken('<0xEC>', false)).toEqual([0xEC]);
    expect(bytesOfToken('##ing', false)).toEqual(utf8('ing'));
    expect(bytesOfToken('##', false)).toEqual(utf8('##'));
  });

  it('depends on whether a part of the tokenizer, however deep, is byte-level', () => {
    const model = models.wordLevel({ vocabulary: createVocabulary({ a: 0 }) });
    expect(writesBytes(new Tokenizer({ model }))).toBe(false);
    expect(writesBytes(new Tokenizer({ model, decoder: decoders.byteLevel() }))).toBe(true);
    expect(writesBytes(new Tokenizer({ model, preTokenizer: preTokenizers.sequence([preTokenizers.whitespace(), preTokenizers.byteLevel()]) }))).toBe(true);
  });
});
