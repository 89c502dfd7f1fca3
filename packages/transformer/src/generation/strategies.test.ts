import { selectBackend, type Tensor } from '@figment/core';
import { memory, tidy } from '@figment/core/ops';
import { key } from '@figment/core/random';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { guidedModel } from './guided-model.ts';
import { logSoftmax } from './log-softmax.ts';
import { guide } from './rules/guidance.ts';
import { type TableModel, tableModel } from './testing/table-model.ts';
import { written } from './testing/written.ts';

let model: TableModel;
let before: number;
beforeAll(async () => {
  await selectBackend({ prefer: 'cpu' });
  model = tableModel();
});
afterAll(() => { model.free(); });
beforeEach(() => { before = memory().numTensors; });
afterEach(() => { expect(memory().numTensors - before, 'tensors left behind').toBe(0); });

/** Su et al. 2022, eq. 5, from the table itself, whose logits are its hidden states. */
function contrastively(prompt: readonly number[], count: number, { alpha, topK }: { alpha: number; topK: number }): { ids: number[]; scores: number[] } {
  const text = [...prompt];
  const scores: number[] = [];
  const cosine = (a: Float32Array, b: Float32Array): number => {
    const product = (x: Float32Array, y: Float32Array): number => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
    return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
  };
  // After `start`, the table model has but the last state of a prompt.
  const past = [model.logitsAfter(text)];
  for (let i = 0; i < count; i++) {
    const logProbabilities = logSoftmax(Float64Array.from(model.logitsAfter(text)));
    const likeliest = [...logProbabilities.keys()].sort((a, b) => logProbabilities[b]! - logProbabilities[a]!).slice(0, topK);
    const scored = likeliest.map((id) => ({ id, score: (1 - alpha) * Math.exp(logProbabilities[id]!) - alpha * Math.max(...past.map((state) => cosine(model.logitsAfter([...text, id]), state))) }));
    const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
    text.push(best.id);
    scores.push(best.score);
    past.push(model.logitsAfter(text));
  }
  return { ids: text.slice(prompt.length), scores };
}

describe('contrastive search', () => {
  it.each([{ alpha: 0.6, topK: 4 }, { alpha: 0.2, topK: 8 }, { alpha: 0, topK: 3 }, { alpha: 0.9, topK: 2 }])('follows eq. 5 with %o', async (contrastive) => {
    const { sequences } = await written(model, [[1, 2, 3], [4]], { contrastive, maxTokens: 20 }, { key: key(1) });
    for (const [i, prompt] of [[1, 2, 3], [4]].entries()) {
      const { ids, scores } = contrastively(prompt, 20, contrastive);
      expect(sequences[i]!.ids).toEqual(ids);
      sequences[i]!.tokens.forEach(({ score, candidates }, at) => {
        expect(score).toBeCloseTo(scores[at]!, 5);
        expect(candidates).toHaveLength(contrastive.topK);
      });
    }
  });

  it('is greedy with one candidate, also where the context ends or slides', async () => {
    const contrastive = { alpha: 0.6, topK: 1 };
    for (const options of [{ maxTokens: 200 }, { maxTokens: 150, overflow: 'slide' as const }]) {
      const [one, greedy] = [await written(model, [[1, 2, 3]], { ...options, contrastive }, { key: key(1) }), await written(model, [[1, 2, 3]], { ...options, temperature: 0 }, { key: key(1) })];
      expect(one.sequences[0]!.ids).toEqual(greedy.sequences[0]!.ids);
      expect(one.sequences[0]!.finish).toBe(greedy.sequences[0]!.finish);
    }
  });

  it('never takes what is banned', async () => {
    const { sequences } = await written(model, [[1, 2, 3]], { contrastive: {}, banned: [0, 2, 4, 6, 8, 10], maxTokens: 20 }, { key: key(1) });
    expect(sequences[0]!.ids.every((id) => id % 2 === 1)).toBe(true);
  });

  it('writes one text for each prompt', async () => {
    await expect(written(model, [[1]], { contrastive: {}, samples: 2 }, { key: key(1) })).rejects.toMatchObject({ code: 'OPTIONS_INVALID' });
    await expect(written(model, [[1]], { contrastive: {}, beams: 2 }, { key: key(1) })).rejects.toMatchObject({ code: 'OPTIONS_INVALID' });
  });
});

describe('guidance', () => {
  const scale = 2.5;
  const expected = (text: readonly number[], other: readonly number[]): Float64Array => {
    const [conditional, unconditional] = [text, other].map((ids) => logSoftmax(Float64Array.from(model.logitsAfter(ids)))) as [Float64Array, Float64Array];
    guide(conditional, unconditional, scale);
    return conditional;
  };

  it('moves from what follows the negative prompt to what follows the prompt, and beyond', async () => {
    const guided = guidedModel(model, { scale, negative: [9, 8] });
    const [start, next, chosen, rewound] = tidy(() => {
      const first = guided.start([[1, 2], [3]], { capacity: 10 });
      const second = guided.next(first.state, [[5], [6]]);
      const third = guided.next(guided.select(second.state, [1, 1, 0]), [[7], [0], [7]]);
      const fourth = guided.next(guided.rewind(third.state, 1), [[1], [1], [1]]);
      return [first, second, third, fourth].map(({ logits }) => logits);
    }) as never as [Tensor, Tensor, Tensor, Tensor];
    const rows = [
      [start, [[[1, 2], [9, 8]], [[3], [9, 8]]]],
      [next, [[[1, 2, 5], [9, 8, 5]], [[3, 6], [9, 8, 6]]]],
      [chosen, [[[3, 6, 7], [9, 8, 6, 7]], [[3, 6, 0], [9, 8, 6, 0]], [[1, 2, 5, 7], [9, 8, 5, 7]]]],
      [rewound, [[[3, 6, 1], [9, 8, 6, 1]], [[3, 6, 1], [9, 8, 6, 1]], [[1, 2, 5, 1], [9, 8, 5, 1]]]],
    ] as const;
    for (const [tensor, texts] of rows) {
      const data = await tensor.data();
      const values = texts.flatMap(([text, other]) => [...expected(text, other)]);
      expect(data).toHaveLength(values.length);
      values.forEach((value, i) => { expect(data[i]).toBeCloseTo(value, 4); });
      tensor.dispose();
    }
    expect(guided.context).toBe(model.context - 2);
  });

  it('begins without a negative prompt from the last token, as transformers does', async () => {
    const text = [1, 2, 3];
    for (let i = 0; i < 12; i++) {
      const row = expected(text, text.slice(2));
      text.push(row.indexOf(Math.max(...row)));
    }
    const { sequences } = await written(model, [[1, 2, 3]], { temperature: 0, maxTokens: 12, guidance: { scale } }, { key: key(1) });
    expect(sequences[0]!.ids).toEqual(text.slice(3));
  });

  it('works with beams, samples and a draft, and needs a tokenizer for texts', async () => {
    const draft = tableModel({ seed: 5 });
    const alone = await written(model, [[1, 2, 3]], { temperature: 0, maxTokens: 12, guidance: { scale } }, { key: key(1) });
    const drafted = await written(model, [[1, 2, 3]], { temperature: 0, maxTokens: 12, guidance: { scale } }, { key: key(1), draft });
    expect(drafted.sequences[0]!.ids).toEqual(alone.sequences[0]!.ids);
    expect((await written(model, [[1, 2, 3], [4]], { beams: 3, maxTokens: 5, guidance: { scale } }, { key: key(1) })).sequences).toHaveLength(2);
    expect((await written(model, [[1, 2, 3], [4]], { samples: 3, maxTokens: 5, guidance: { scale } }, { key: key(1) })).sequences).toHaveLength(6);
    await expect(written(model, [[1]], { guidance: { negative: 'no' } }, { key: key(1) })).rejects.toMatchObject({ code: 'TOKENIZER_MISSING' });
    draft.free();
  });
});
