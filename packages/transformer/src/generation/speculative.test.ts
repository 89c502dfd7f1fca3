import { selectBackend } from '@figment/core';
import { memory } from '@figment/core/ops';
import { key } from '@figment/core/random';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Constraint, ConstraintState } from './constraint.ts';
import { generate } from './generate.ts';
import type { GenerationInput } from './options.ts';
import { Session } from './session.ts';
import { isAccepted, residual } from './speculation.ts';
import { type TableModel, tableModel } from './testing/table-model.ts';
import { written } from './testing/written.ts';

let model: TableModel, bad: TableModel, alike: TableModel;
let before: number;
beforeAll(async () => {
  await selectBackend({ prefer: 'cpu' });
  [model, bad, alike] = [tableModel(), tableModel({ seed: 2 }), tableModel({ order: 1, context: 16 })];
});
afterAll(() => { for (const each of [model, bad, alike]) each.free(); });
beforeEach(() => { before = memory().numTensors; });
afterEach(() => { expect(memory().numTensors - before, 'tensors left behind').toBe(0); });

describe('a guess', () => {
  it('stays with probability min(1, p / q), and what stands instead is drawn from what q lacks', () => {
    const [p, q] = [Float64Array.of(0.1, 0.6, 0.3), Float64Array.of(0.4, 0.4, 0.2)];
    expect([isAccepted(0, p, q, 0.24), isAccepted(0, p, q, 0.26), isAccepted(1, p, q, 0.999)]).toEqual([true, false, true]);
    expect([...residual(p, q)].map((x) => Math.round(x * 1e9) / 1e9)).toEqual([0, 0.666666667, 0.333333333]);
    expect(residual(p, p)).toEqual(p);
  });
});

describe('speculative decoding', () => {
  it.each<[string, GenerationInput]>([
    ['plainly', {}],
    ['with rules', { repetitionPenalty: 1.3, noRepeatNgram: 2, banned: [3], minTokens: 5, stopIds: [7] }],
    ['without adaptation', { draft: { tokens: 9, adaptive: false } }],
    ['with a given start', { begin: [1, 2, 3, 4] }],
    ['beyond the context', { overflow: 'slide', maxTokens: 150 }],
  ])('writes without temperature what the model alone writes, whatever the draft: %s', async (_, options) => {
    const all = { temperature: 0, maxTokens: 40, ...options };
    const prompts = [[1, 2, 3], [5]];
    const alone = await written(model, prompts, all, { key: key(1) });
    for (const draft of [bad, alike, model]) {
      const { sequences } = await written(model, prompts, all, { key: key(1), draft });
      expect(sequences.map(({ ids, finish, score }) => ({ ids, finish, score }))).toEqual(alone.sequences.map(({ ids, finish, score }) => ({ ids, finish, score })));
    }
  });

  it('has the model’s distribution with temperature and truncation, whatever the draft', async () => {
    const target = tableModel({ vocabulary: 5, rows: 31, seed: 3 });
    const draft = tableModel({ vocabulary: 5, rows: 29, seed: 4, spread: 1 });
    const [temperature, topK, count, prompt] = [1.2, 4, 4000, [1, 2]];
    const chances = (text: readonly number[]): number[] => {
      const logits = [...target.logitsAfter(text)].map((logit) => logit / temperature);
      const least = [...logits].sort((a, b) => b - a)[topK - 1]!;
      const weights = logits.map((logit) => (logit < least ? 0 : Math.exp(logit)));
      return weights.map((weight) => weight / weights.reduce((a, b) => a + b));
    };
    const { sequences, draft: tally } = await written(target, [prompt], { temperature, topK, maxTokens: 3, samples: count, candidates: 0, draft: { tokens: 2, adaptive: false } }, { key: key(7), draft });
    const seen = new Map<string, number>();
    for (const { ids } of sequences) seen.set(ids.join(), (seen.get(ids.join()) ?? 0) + 1);
    let statistic = 0, cells = 0;
    const every = (text: readonly number[], chance: number): void => {
      if (text.length === 3) {
        if (chance === 0) {
          expect(seen.has(text.join())).toBe(false);
          return;
        }
        statistic += ((seen.get(text.join()) ?? 0) - count * chance) ** 2 / (count * chance);
        cells++;
        return;
      }
      chances([...prompt, ...text]).forEach((p, id) => { every([...text, id], chance * p); });
    };
    every([], 1);
    const freedom = cells - 1;
    // The 99.9th percentile of chi-squared (Wilson and Hilferty 1931): reached by chance once in a thousand.
    expect(statistic).toBeLessThan(freedom * (1 - 2 / (9 * freedom) + 3.09 * Math.sqrt(2 / (9 * freedom))) ** 3);
    expect(tally!.accepted).toBeGreaterThan(0);
    expect(tally!.accepted).toBeLessThan(tally!.guessed);
    target.free();
    draft.free();
  });

  it('takes all guesses of a draft that is the model, and then reads in fewer steps', async () => {
    const reads = model.reads.length;
    const { draft, sequences } = await written(model, [[1, 2, 3]], { temperature: 0.9, maxTokens: 30 }, { key: key(1), draft: model });
    expect(draft!.accepted).toBe(draft!.guessed);
    expect(sequences[0]!.ids).toHaveLength(30);
    // One prompt each; the model's own readings are those of two ids and more.
    expect(model.reads.slice(reads).filter((count) => count > 3).length).toBeLessThan(10);
  });

  it('gives a text that fits its constraint', async () => {
    const even = (count: number): ConstraintState => ({
      allow: (logits) => { logits.forEach((_, id) => { if (id % 2 !== count % 2) logits[id] = -Infinity; }); },
      accept: () => even(count + 1),
      complete: count === 7,
      mustEnd: count === 7,
    });
    const constraint: Constraint = { start: () => even(0) };
    const { sequences: [sequence] } = await written(model, [[1]], { temperature: 1, maxTokens: 20 }, { key: key(3), draft: bad, constraint });
    expect(sequence!.ids.map((id) => id % 2)).toEqual([0, 1, 0, 1, 0, 1, 0]);
    expect(sequence!.finish).toBe('complete');
  });

  it('goes on from a session', async () => {
    const session = new Session(model);
    const first = await written(model, [[1, 2, 3]], { temperature: 0, maxTokens: 6 }, { key: key(1), draft: bad, prefix: session });
    const prompt = [1, 2, 3, ...first.sequences[0]!.ids, 4];
    const { reused, sequences } = await written(model, [prompt], { temperature: 0, maxTokens: 6 }, { key: key(1), draft: bad, prefix: session });
    const fresh = await written(model, [prompt], { temperature: 0, maxTokens: 6 }, { key: key(1) });
    expect(reused).toBeGreaterThan(6);
    expect(sequences[0]!.ids).toEqual(fresh.sequences[0]!.ids);
    session.dispose();
  });

  it('refuses a draft of other ids, and ways of writing that draw nothing to guess', async () => {
    const other = tableModel({ vocabulary: 5 });
    await expect(written(model, [[1]], {}, { key: key(1), draft: other })).rejects.toMatchObject({ code: 'TOKENIZER_MISMATCH' });
    await expect(written(model, [[1]], { beams: 2 }, { key: key(1), draft: bad })).rejects.toMatchObject({ code: 'OPTIONS_INVALID' });
    await expect(written(model, [[1]], { contrastive: {} }, { key: key(1), draft: bad })).rejects.toMatchObject({ code: 'OPTIONS_INVALID' });
    other.free();
  });

  it('stops within one token when it is aborted, and frees everything', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    let tokens = 0;
    const write = async (): Promise<void> => {
      for await (const { step } of generate(model, [[1, 2]], { maxTokens: 50 }, { key: key(1), draft: bad, signal: controller.signal })) {
        tokens = step;
        if (step === 5) controller.abort(reason);
      }
    };
    await expect(write()).rejects.toBe(reason);
    expect(tokens).toBe(5);
  });
});
