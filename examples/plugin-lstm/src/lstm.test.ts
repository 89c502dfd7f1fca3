import { createModel } from '@figment/core';
import { type HostBatch, texts } from '@figment/core/data';
import type { Tokenizer } from '@figment/core/interfaces';
import { batchesFor } from '@figment/core/training';
import { testModelPlugin } from '@figment/testing/vitest';
import { describe, expect, it } from 'vitest';

import { lstm } from './lstm.ts';
import type { Windows } from './windows.ts';

testModelPlugin(lstm, {
  config: { width: 16, context: 16 },
  invalidConfig: { width: 3 },
  options: { complete: { length: 6 } },
});

describe('with gated recurrent units', () => {
  testModelPlugin(lstm, {
    config: { cell: 'gru', width: 16, layers: 2, context: 16 },
    invalidConfig: { cell: 'rnn' },
    options: { complete: { length: 6 } },
  });
});

describe('what it reads', () => {
  const bytes: Tokenizer = { encode: (text) => ({ ids: Array.from(new TextEncoder().encode(text)) }), decode: (ids) => new TextDecoder().decode(Uint8Array.from(ids)), vocabularySize: 256 };

  it.each([
    ['an alphabet', undefined, 1, 2],
    ['a tokenizer', bytes, 98, 99],
  ])('is cut by %s, into windows that follow each other', async (_, tokenizer, a, b) => {
    const model = await createModel(lstm, { alphabet: 'ab', width: 8, context: 8 }, { seed: 1, ...(tokenizer && { tokenizer }) });
    const { value } = await (await batchesFor(model, texts(['ab', 'bbabab']))).pass({ batchSize: 2 })[Symbol.asyncIterator]().next() as { value: HostBatch<Windows> };
    expect(Array.from(value.ids.data)).toEqual([0, a, b, 0, b, b, a, b, a, b, 0, 0, 0, 0, 0, 0]);
    expect(Array.from(value.targets.data)).toEqual([a, b, 0, b, b, a, b, a, b, 0, ...Array.from({ length: 6 }, () => -100)]);
    model.dispose();
  });

  it('is refused where none of it can be read', async () => {
    const model = await createModel(lstm, { alphabet: 'ab', width: 8, context: 8 }, { seed: 1 });
    await expect(batchesFor(model, texts(['한글', '...']))).rejects.toMatchObject({ code: 'DATA_INVALID' });
    model.dispose();
  });

  it('is written by its tokenizer', async () => {
    const model = await createModel(lstm, { width: 8, cell: 'gru' }, { seed: 1, tokenizer: bytes });
    const text = await model.tasks.complete.sample({ prompt: '한' }, { length: 5, seed: 1 }).result();
    expect(typeof text).toBe('string');
    model.dispose();
  });
});

it('tells each character with what it could have been, and joined they are the result', async () => {
  const model = await createModel(lstm, { alphabet: 'abc', width: 8 }, { seed: 1 });
  const sampling = model.tasks.complete.sample({ prompt: 'ab' }, { length: 12, temperature: 0.5, seed: 4 });
  const whole = sampling.result();
  let told = '';
  for await (const { text, token, sample } of sampling) {
    told += text;
    expect(sample).toBe(told);
    expect(token.text).toBe(text);
    const { candidates } = token;
    expect(candidates.map(({ id }) => id)).toContain(token.id);
    // p^(1/T) / sum, over what may come: all four ids but, at first, the end.
    const powers = candidates.map(({ id, logProbability, probability }) => (id === 0 && probability === 0 ? 0 : Math.exp(logProbability / 0.5)));
    const sum = powers.reduce((a, b) => a + b, 0);
    for (const [i, { probability }] of candidates.entries()) expect(probability).toBeCloseTo(powers[i]! / sum, 6);
  }
  expect(await whole).toBe(told);
  model.dispose();
});
