import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { presets, tiktoken } from '@figment/tokenizer';
import { describe, expect, it } from 'vitest';

import { firstMerges, mergeOfRank, mergesIn } from './merge-ranks.ts';

const file = new Uint8Array(readFileSync(createRequire(import.meta.url).resolve('gpt-tokenizer/data/r50k_base.tiktoken')));

describe('merges of a rank file', () => {
  it('are all but the 256 bytes', () => {
    expect(mergesIn(file)).toBe(50_000);
  });

  it('can be cut: the file as it was when the tokenizer had learnt so many', () => {
    const lines = (merges: number): number => new TextDecoder().decode(firstMerges(file, merges)).trimEnd().split('\n').length;
    expect([0, 1, 1000, 50_000].map(lines)).toEqual([256, 257, 1256, 50_256]);
    expect(firstMerges(file, 60_000)).toBe(file);
  });

  it('tell what they joined, as the list of merges of GPT-2 has it', () => {
    const { vocabulary } = tiktoken(file, presets.r50k).model;
    // The first lines of its vocab.bpe.
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((merge) => mergeOfRank(vocabulary, merge)?.join(' '))).toEqual(['Ġ t', 'Ġ a', 'h e', 'i n', 'r e', 'o n', 'Ġt he', 'e r', 'Ġ s', 'a t']);
  });
});
