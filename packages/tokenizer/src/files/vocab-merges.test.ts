import { describe, expect, it } from 'vitest';
import { isTokenizerError } from '../errors.ts';
import { bpe } from '../models/bpe/bpe.ts';
import { byteLevel } from '../pre-tokenizers/byte-level.ts';
import * as presets from '../presets/index.ts';
import { Tokenizer } from '../tokenizer.ts';
import { createVocabulary } from '../vocabulary/create-vocabulary.ts';
// Saved by HF tokenizers 0.23.3, with the ids that it gives for them in the pipeline of transformers' RobertaConverter.
import reference from './vocab-merges.reference.json' with { type: 'json' };
import { readVocabMerges } from './vocab-merges.ts';
import { writeVocabMerges } from './write-vocab-merges.ts';

describe('vocab.json and merges.txt', () => {
  it.each(reference.rows)('encode $text as the reference does (prefix: $prefix)', ({ text, prefix, ids }) => {
    const tokenizer = new Tokenizer(readVocabMerges(reference.vocab, reference.merges, { addPrefixSpace: prefix }));
    expect(tokenizer.encode(text, { allowedSpecial: 'all' }).ids).toEqual(ids);
  });

  it('are written as they were read', () => {
    const files = writeVocabMerges(new Tokenizer(readVocabMerges(reference.vocab, reference.merges)));
    expect(files['merges.txt']).toBe(reference.merges);
    expect(JSON.parse(files['vocab.json'])).toEqual(JSON.parse(reference.vocab));
  });

  it('are cut as a preset says', () => {
    const { preTokenizer, normalizer } = readVocabMerges(reference.vocab, reference.merges, presets.qwen2);
    expect(preTokenizer?.spec).toMatchObject({ type: 'Sequence', pretokenizers: [{ type: 'Split', pattern: { Regex: presets.qwen2.pattern } }, { type: 'ByteLevel', use_regex: false }] });
    expect(normalizer?.spec).toEqual({ type: 'NFC' });
  });

  it.each([
    ['{"a": 0', 'a b', 'TOKENIZER_INVALID', 'vocab.json'],
    ['{"a": 0, "b": 0}', '', 'VOCABULARY_INVALID', '"b"'],
    ['{"a": 0}', '#version: 0.2\na b c', 'TOKENIZER_INVALID', 'line 2'],
    ['{"a": 0, "b": 1}', 'a b', 'TOKENIZER_INVALID', 'merges[0]'],
    ['{"the</w>": 0}', '', 'TOKENIZER_UNSUPPORTED', '"the</w>"'],
  ] as const)('%s with %j are refused', (vocab, merges, code, part) => {
    expect(() => readVocabMerges(vocab, merges)).toThrow(expect.toSatisfy((error) => isTokenizerError(error, code) && error.message.includes(part)));
  });

  it.each([
    [{ ignoreMerges: true }, 'model.ignoreMerges'],
    [{ byteFallback: true }, 'model.byteFallback'],
  ])('can not hold %o', (options, part) => {
    const model = bpe({ vocabulary: createVocabulary({ a: 0 }), merges: [], ...options });
    expect(() => writeVocabMerges(new Tokenizer({ model, preTokenizer: byteLevel() }))).toThrow(expect.toSatisfy((error) => isTokenizerError(error, 'TOKENIZER_UNSUPPORTED') && error.message.includes(part)));
  });
});
