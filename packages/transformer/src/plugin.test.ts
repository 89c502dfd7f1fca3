import { arrays, texts } from '@figment/core/data';
import { testModelPlugin } from '@figment/testing/vitest';
import { trainTokenizer } from '@figment/tokenizer';
import { describe } from 'vitest';

import { sequenceToSequence } from './sequence-to-sequence.ts';
import { textEncoder } from './text-encoder.ts';
import { transformer } from './transformer.ts';

const lines = ['the cat sat on the mat', 'a pie is not a cake', 'one two three four', 'rain in the morning', '고양이가 앉았다', 'the mat is red', 'two cats sat', 'rain on a pie'];
const size = { layers: 1, width: 16, heads: 2, context: 64 };
const writing = { maxTokens: 5, temperature: 1 };
const common = { backends: ['wasm'], data: texts(lines), training: { steps: 20, batchSize: 4, learningRate: 0.01 } };

describe('of bytes', async () => {
  const tokenizer = await trainTokenizer(lines, { model: 'bpe', vocabulary: 270 });
  testModelPlugin(transformer, { ...common, tokenizer, config: size, invalidConfig: { width: 18, heads: 4 }, options: { complete: writing, chat: writing } });
});

describe('of pieces of words', async () => {
  const tokenizer = await trainTokenizer(lines, { model: 'wordpiece', vocabulary: 120 });
  testModelPlugin(textEncoder, { ...common, tokenizer, config: size, invalidConfig: { width: 18, heads: 4 }, inputs: { fillMask: () => ({ text: 'the [MASK] sat on the [MASK]' }), search: () => ({ query: 'cats', text: lines.join('\n') }) } });
});

describe('of pairs', async () => {
  const tokenizer = await trainTokenizer(lines, { model: 'bpe', vocabulary: 270, specialTokens: ['<pad>', '<s>', '</s>'] });
  const data = arrays({ source: lines, target: [...lines].reverse() }, { kinds: { source: 'text', target: 'text' } });
  testModelPlugin(sequenceToSequence, { ...common, data, tokenizer, config: { ...size, labelSmoothing: 0 }, invalidConfig: { width: 18, heads: 4 }, options: { translate: { maxTokens: 5, beams: 2 } } });
});
