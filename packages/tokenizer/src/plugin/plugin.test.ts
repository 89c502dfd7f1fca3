import { definePlugin } from '@figment/core/plugin';
import { testTokenizerPlugin } from '@figment/testing/vitest';
import { describe, expect, it } from 'vitest';

import plugin from '../plugin.ts';
import { tokenizer } from './definition.ts';

it('is a plugin as core has it', () => {
  expect(definePlugin(plugin)).toBe(plugin);
});

describe('a byte-level tokenizer', () => {
  testTokenizerPlugin(tokenizer, { options: { model: 'bpe', vocabulary: 320 }, invalidOptions: { vocabulary: 0 } });
});

describe('a Unigram tokenizer', () => {
  // It normalizes as T5 does (NFKC), and a space before the first word is not told from none.
  testTokenizerPlugin(tokenizer, {
    options: { model: 'unigram', vocabulary: 400 },
    invalidOptions: { model: 'bpee' },
    samples: ['한글', '안녕 hello 👋🏽!', '각갂', '日本語', '1234567890'],
  });
});

it('saves only what is its own', () => {
  expect(() => tokenizer.save({ encode: () => ({ ids: [] }), decode: () => '', vocabularySize: 0 })).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
});
