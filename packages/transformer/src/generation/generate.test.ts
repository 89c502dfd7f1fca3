import { selectBackend } from '@figment/core';
import { memory } from '@figment/core/ops';
import { key } from '@figment/core/random';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Constraint, ConstraintState } from './constraint.ts';
import { generate } from './generate.ts';
import type { GenerationInput } from './options.ts';
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

const idsOf = async (prompts: readonly (readonly number[])[], options: GenerationInput, seed = 1): Promise<readonly (readonly number[])[]> =>
  (await written(model, prompts, options, { key: key(seed) })).sequences.map(({ ids }) => ids);

const argMax = (row: ArrayLike<number>): number => Array.from(row).indexOf(Math.max(...Array.from(row)));
const softmax = (row: ArrayLike<number>, temperature = 1): number[] => {
  const weights = Array.from(row, (logit) => Math.exp(logit / temperature));
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / total);
};

describe('greedy writing', () => {
  it('takes the likeliest token each time', async () => {
    const text = [1, 2, 3];
    for (let i = 0; i < 20; i++) text.push(argMax(model.logitsAfter(text)));
    expect(await idsOf([[1, 2, 3]], { temperature: 0, maxTokens: 20 })).toEqual([text.slice(3)]);
  });

  it('tells what the model thought of each token and of the likeliest others', async () => {
    const { steps, sequences } = await written(model, [[1, 2, 3]], { temperature: 0, maxTokens: 1, candidates: 3 });
    const logits = model.logitsAfter([1, 2, 3]);
    const ranked = [...logits.keys()].sort((a, b) => logits[b]! - logits[a]!).slice(0, 3);
    const [{ token, candidates, step, of }] = steps as [(typeof steps)[0]];
    expect([step, of]).toEqual([1, 1]);
    expect(candidates).toBe(token.candidates);
    expect(candidates.map(({ id }) => id)).toEqual(ranked);
    candidates.forEach(({ id, logit, logProbability }) => {
      expect(logit).toBe(logits[id]);
      expect(logProbability).toBeCloseTo(Math.log(softmax(logits)[id]!), 6);
    });
    expect(candidates.map(({ probability }) => probability)).toEqual([1, 0, 0]);
    expect(token.entropy).toBe(0);
    expect(sequences[0]?.tokens).toEqual([token]);
    expect(sequences[0]?.score).toBe(token.logProbability);
  });
});

describe('drawing', () => {
  it('draws as the temperature says, over many keys', async () => {
    const temperature = 1.3, count = 4000;
    const expected = softmax(model.logitsAfter([1, 2]), temperature);
    const counts = expected.map(() => 0);
    for (const [id] of await idsOf([[1, 2]], { temperature, maxTokens: 1, samples: count })) counts[id!]!++;
    const chiSquared = expected.reduce((sum, p, id) => sum + (counts[id]! - count * p) ** 2 / (count * p), 0);
    expect(chiSquared).toBeLessThan(31.26); // 11 degrees of freedom, p = 0.001
  });

  it('draws what is left after truncation in the same proportions', async () => {
    const count = 3000, topK = 4;
    const logits = model.logitsAfter([5, 6]);
    const left = [...logits.keys()].sort((a, b) => logits[b]! - logits[a]!).slice(0, topK);
    const expected = softmax(left.map((id) => logits[id]!));
    const counts = new Map<number, number>();
    for (const [id] of await idsOf([[5, 6]], { temperature: 1, topK, maxTokens: 1, samples: count })) counts.set(id!, (counts.get(id!) ?? 0) + 1);
    expect([...counts.keys()].every((id) => left.includes(id))).toBe(true);
    const chiSquared = expected.reduce((sum, p, i) => sum + ((counts.get(left[i]!) ?? 0) - count * p) ** 2 / (count * p), 0);
    expect(chiSquared).toBeLessThan(16.27); // 3 degrees of freedom, p = 0.001
  });

  it('tells the probabilities and the entropy of the dice that were thrown', async () => {
    const { steps: [step] } = await written(model, [[1, 2]], { temperature: 2, maxTokens: 1, candidates: 12 });
    const dice = softmax(model.logitsAfter([1, 2]), 2);
    step?.candidates.forEach(({ id, probability }) => { expect(probability).toBeCloseTo(dice[id]!, 6); });
    expect(step?.token.entropy).toBeCloseTo(-dice.reduce((sum, p) => sum + p * Math.log2(p), 0), 6);
  });

  it('names the written token beside the likeliest ones when it is none of them', async () => {
    const { steps } = await written(model, [[1, 2]], { temperature: 5, maxTokens: 30, candidates: 2 });
    for (const { token, candidates } of steps) expect(candidates.filter(({ id }) => id === token.id)).toHaveLength(1);
    expect(steps.some(({ candidates }) => candidates.length === 3)).toBe(true);
  });

  it('writes the same with the same key, and something else with another', async () => {
    const options = { maxTokens: 30, temperature: 1 };
    expect(await idsOf([[1, 2]], options, 7)).toEqual(await idsOf([[1, 2]], options, 7));
    expect(await idsOf([[1, 2]], options, 7)).not.toEqual(await idsOf([[1, 2]], options, 8));
  });

  it('writes a text alone as among others of any lengths', async () => {
    const prompts = [[1, 2, 3, 4, 5], [6], [7, 8, 9]];
    const options = { maxTokens: 25, temperature: 1.2, samples: 3, topP: 0.95, repetitionPenalty: 1.1 };
    const together = await idsOf(prompts, options);
    const alone = [];
    for (const prompt of prompts) alone.push(...(await idsOf([prompt], options)));
    expect(together).toEqual(alone);
    expect(new Set(together.map(String)).size).toBe(9);
  });

  it('goes on the same from the middle of what it wrote', async () => {
    const options = { maxTokens: 30, temperature: 1 };
    const [whole] = (await idsOf([[1, 2]], options)) as [number[]];
    const again = await written(model, [[1, 2]], { ...options, begin: whole.slice(0, 12) });
    expect(again.sequences[0]?.ids).toEqual(whole);
    expect(again.steps).toHaveLength(30);
  });

  it('branches off where it is told to begin otherwise', async () => {
    const [whole] = (await idsOf([[1, 2]], { maxTokens: 30, temperature: 1 })) as [number[]];
    const begin = [...whole.slice(0, 5), (whole[5]! + 1) % 12];
    const { sequences, read } = await written(model, [[1, 2]], { maxTokens: 30, temperature: 1, begin });
    expect(sequences[0]?.ids.slice(0, 6)).toEqual(begin);
    expect(sequences[0]?.ids).not.toEqual(whole);
    expect(read).toBe(2 + 29);
  });
});

describe('the end of a text', () => {
  it('comes at an end id, which belongs to the ids', async () => {
    const [whole] = (await idsOf([[1, 2]], { temperature: 0, maxTokens: 20 })) as [number[]];
    const end = whole[4]!;
    const cut = whole.slice(0, whole.indexOf(end) + 1);
    expect((await written(model, [[1, 2]], { temperature: 0, maxTokens: 20 }, { ends: [end] })).sequences).toMatchObject([{ ids: cut, finish: 'end' }]);
    expect((await written(model, [[1, 2]], { temperature: 0, maxTokens: 20, stopIds: [end] })).sequences).toMatchObject([{ ids: cut, finish: 'stop' }]);
  });

  it('does not come before minTokens', async () => {
    const ends = [0, 3, 5, 7];
    const options = { temperature: 1, maxTokens: 40, minTokens: 20, samples: 20 };
    const { sequences } = await written(model, [[1, 2]], options, { ends });
    for (const { ids, finish } of sequences) {
      expect(ids.slice(0, 20).some((id) => ends.includes(id))).toBe(false);
      expect(finish).toBe(ends.includes(ids.at(-1)!) ? 'end' : 'length');
    }
    expect(sequences.some(({ finish }) => finish === 'end')).toBe(true);
  });

  it('lets finished texts leave the batch', async () => {
    model.reads.length = 0;
    const { sequences } = await written(model, [[1], [2], [3], [4]], { temperature: 1, maxTokens: 30 }, { ends: [0, 1, 2] });
    const read = model.reads.length - 4;
    expect(read).toBe(sequences.reduce((sum, { ids }) => sum + ids.length - 1, 0));
  });

  it('writes what it is forced to, first, last and in between', async () => {
    const [ids] = (await idsOf([[1, 2]], { maxTokens: 10, forced: { first: 7, last: 9, at: { 3: 8 } } })) as [number[]];
    expect([ids[0], ids[3], ids[9]]).toEqual([7, 8, 9]);
  });
});

describe('a context that is too short', () => {
  const prompt = Array.from({ length: 70 }, (_, i) => i % 12);

  it('is refused, with what can be done about it', async () => {
    await expect(written(model, [prompt], {})).rejects.toMatchObject({ code: 'CONTEXT_OVERFLOW', message: expect.stringMatching(/70 tokens.*64.*truncate.*slide/) as unknown });
  });

  it('ends a text that fills it', async () => {
    const { sequences } = await written(model, [prompt.slice(0, 60), [1]], { maxTokens: 100 });
    expect(sequences.map(({ ids, finish }) => [ids.length, finish])).toEqual([[5, 'context'], [64, 'context']]);
  });

  it('cuts off the start of the prompt so that the text fits', async () => {
    const { sequences, read } = await written(model, [prompt], { maxTokens: 20, overflow: 'truncate' });
    expect(sequences.map(({ ids, finish }) => [ids.length, finish])).toEqual([[20, 'length']]);
    expect(read).toBe(44 + 19);
  });

  it('slides for ever, each text when its own context is full', async () => {
    const options = { maxTokens: 300, overflow: 'slide', temperature: 1 } as const;
    const prompts = [prompt, [1, 2, 3], prompt.slice(0, 30)];
    const { sequences } = await written(model, prompts, options);
    expect(sequences.map(({ ids }) => ids.length)).toEqual([300, 300, 300]);
    for (const [i, only] of prompts.entries()) expect((await idsOf([only], options))[0]).toEqual(sequences[i]?.ids);
  });
});

describe('a constraint', () => {
  /** Even ids rising to 10, then the end: ids 0, 2, 4, ... */
  class Rising implements ConstraintState {
    readonly last: number;
    readonly complete: boolean;
    readonly mustEnd: boolean;
    constructor(last: number) {
      this.last = last;
      this.complete = last >= 6;
      this.mustEnd = last === 10;
    }
    allow(logits: Float32Array | Float64Array): void {
      for (let id = 0; id < logits.length; id++) if ((id % 2 === 1 || id <= this.last) && !(id === 11 && this.complete)) logits[id] = -Infinity;
    }
    accept(id: number): ConstraintState {
      return new Rising(id);
    }
  }
  const constraint: Constraint = { start: () => new Rising(0) };

  it.each([{ temperature: 1, samples: 30 }, { beams: 4, samples: 4 }])('is kept, and ends the text when it is complete: %j', async (options) => {
    const { sequences } = await written(model, [[1, 2]], { ...options, maxTokens: 30 }, { constraint, ends: [11] });
    for (const { ids, finish } of sequences) {
      const inner = ids.filter((id) => id !== 11);
      expect(inner).toEqual([...new Set(inner)].filter((id) => id % 2 === 0).sort((a, b) => a - b));
      expect(finish).toBe(ids.at(-1) === 11 ? 'end' : 'complete');
      expect(inner.at(-1)).toBeGreaterThanOrEqual(6);
    }
  });

  it('that can’t be kept with the other options is told', async () => {
    await expect(written(model, [[1, 2]], { banned: [2, 4, 6, 8, 10] }, { constraint })).rejects.toMatchObject({ code: 'CONSTRAINT_INVALID' });
    await expect(written(model, [[1, 2]], { banned: [2, 4, 6, 8, 10], beams: 2 }, { constraint })).rejects.toMatchObject({ code: 'CONSTRAINT_INVALID' });
  });
});

describe('what is wrong', () => {
  it.each<[string, readonly (readonly number[])[], GenerationInput, string, RegExp]>([
    ['an empty prompt', [[1], []], {}, 'INPUT_INVALID', /prompts\[1\] is empty.*begin/],
    ['no prompt', [], {}, 'INPUT_INVALID', /prompts must be one or more/],
    ['an id that there is not', [[1, 12]], {}, 'INPUT_INVALID', /0 to 11, got 12/],
    ['a banned id that there is not', [[1]], { banned: [40] }, 'OPTIONS_INVALID', /options\.banned.*40/],
    ['an option out of its range', [[1]], { topP: 2 }, 'OPTIONS_INVALID', /options\.topP/],
    ['an unknown option', [[1]], { topQ: 2 } as GenerationInput, 'OPTIONS_INVALID', /topQ/],
    ['texts without a tokenizer', [[1]], { stop: ['x'] }, 'TOKENIZER_MISSING', /options\.stop/],
    ['groups that beams don’t fill', [[1]], { beams: 5, beamGroups: 2 }, 'OPTIONS_INVALID', /multiple of options\.beamGroups \(2\), got 5/],
    ['more texts than beams', [[1]], { beams: 2, samples: 3 }, 'OPTIONS_INVALID', /at most options\.beams \(2\).*, got 3/],
    ['everything banned', [[1]], { banned: [...Array(12).keys()] }, 'OPTIONS_INVALID', /ban every id/],
  ])('%s is refused', async (_, prompts, options, code, message) => {
    await expect(written(model, prompts, options)).rejects.toMatchObject({ code, message: expect.stringMatching(message) as unknown });
  });

  it.each([{}, { temperature: 0 }, { beams: 2 }])('logits that are no numbers are told: %j', async (options) => {
    const broken = tableModel({ vocabulary: 3, table: [[1, 2, NaN]] });
    await expect(written(broken, [[1]], options)).rejects.toMatchObject({ code: 'LOGITS_NOT_FINITE', message: expect.stringContaining('id 2 is NaN') as unknown });
    broken.free();
  });
});

describe('leaving early', () => {
  it.each([{}, { beams: 3 }])('frees everything at a break: %j', async (options) => {
    for await (const { step } of generate(model, [[1, 2], [3]], { ...options, maxTokens: 20 }, { key: key(1) })) if (step === 5) break;
  });

  it.each([{}, { beams: 3 }])('stops within one token of an abort, with its reason: %j', async (options) => {
    const controller = new AbortController();
    let steps = 0;
    const writing = (async () => {
      for await (const { step } of generate(model, [[1, 2]], { ...options, maxTokens: 20 }, { key: key(1), signal: controller.signal })) {
        steps = step;
        if (step === 5) controller.abort(new Error('enough'));
      }
    })();
    await expect(writing).rejects.toThrow('enough');
    expect(steps).toBe(5);
  });

  it('keeps memory flat over 2,000 tokens', async () => {
    const counts = new Set<number>();
    for await (const { step } of generate(model, [[1, 2], [3]], { maxTokens: 1000, overflow: 'slide' }, { key: key(1) })) if (step > 2) counts.add(memory().numTensors);
    expect(counts.size).toBe(1);
  });
});

describe('beams', () => {
  it('of one prompt come out as among others', async () => {
    const options = { beams: 4, samples: 2, maxTokens: 10 };
    const [together, first, second] = [await idsOf([[1, 2, 3], [4]], options), await idsOf([[1, 2, 3]], options), await idsOf([[4]], options)];
    expect(together).toEqual([...first, ...second]);
  });

  it('find a text at least as likely as the greedy one, and tell scores that are sums over length', async () => {
    const [greedy, best] = [await written(model, [[1, 2]], { temperature: 0, maxTokens: 8 }), await written(model, [[1, 2]], { beams: 6, maxTokens: 8, earlyStopping: 'never' })];
    const [text] = best.sequences;
    const sum = text!.tokens.reduce((total, { logProbability }) => total + logProbability, 0);
    expect(text!.score).toBeCloseTo(sum / 8, 6);
    expect(sum).toBeGreaterThanOrEqual(greedy.sequences[0]!.score);
  });

  it('go on past the end of the context where it slides', async () => {
    expect((await idsOf([[1, 2]], { beams: 2, maxTokens: 150, overflow: 'slide' }))[0]).toHaveLength(150);
    expect((await written(model, [[1, 2]], { beams: 2, maxTokens: 150 })).sequences[0]).toMatchObject({ finish: 'context' });
  });

  it('begin as they are told', async () => {
    for (const ids of await idsOf([[1, 2]], { beams: 3, samples: 3, begin: [7, 8], maxTokens: 6 })) expect(ids.slice(0, 2)).toEqual([7, 8]);
  });
});
