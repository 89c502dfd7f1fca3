import { createModel } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { texts } from '@figment/core/data';
import { memory } from '@figment/core/ops';
import { train } from '@figment/core/training';
import { type Tokenizer, trainTokenizer } from '@figment/tokenizer';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { chatFormOf } from '../chat/chat-form.ts';
import { Language } from '../language/language.ts';
import { TransformerNetwork } from '../network/transformer-network.ts';
import { textEncoder } from '../text-encoder.ts';
import { transformer } from '../transformer.ts';


const story = Array.from({ length: 16 }, (_, i) => `The cat number ${i} sat on the mat. 고양이가 앉았다.`);
const bits = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

let tokenizer: Tokenizer;
let model: Awaited<ReturnType<typeof made>>;
const made = async (config: object = {}, own: Tokenizer = tokenizer) => await createModel(transformer, { layers: 1, width: 32, heads: 2, context: 128, ...config }, { seed: 1, tokenizer: own });

beforeAll(async () => {
  await selectBackend({ prefer: 'wasm' });
  tokenizer = await trainTokenizer(story, { model: 'bpe', vocabulary: 300 });
  model = await made();
  const run = train(model, { data: texts(story), steps: 40, batchSize: 4, seed: 1 })[Symbol.asyncIterator]();
  while ((await run.next()).done !== true);
}, 120_000);
afterAll(() => { model.dispose(); });

/** Nothing is left on the device by `work`. */
async function leavingNothing<T>(work: () => Promise<T>): Promise<T> {
  const before = memory().numTensors;
  const value = await work();
  expect(memory().numTensors).toBe(before);
  return value;
}

describe('complete', () => {
  it('tells a text token by token, and joined it is the result', async () => {
    const sampling = model.tasks.complete.sample({ prompt: 'The cat' }, { maxTokens: 12, seed: 3 });
    const whole = sampling.result();
    let told = '';
    for await (const { text, sample, token, candidates } of sampling) {
      told += text;
      expect(sample).toBe(told);
      expect(candidates.map(({ id }) => id)).toContain(token.id);
    }
    expect(await whole).toBe(told);
  });

  it.each([
    ['its longest length', { maxTokens: 4, temperature: 0 }, 'length'],
    ['a text that stops it', { stop: ['t'], maxTokens: 100, temperature: 0 }, 'stop'],
    ['a full context', { maxTokens: 500, minTokens: 500, temperature: 0 }, 'context'],
    ['a form that is complete', { constraint: { pattern: 'ab' }, temperature: 0 }, 'complete'],
    ['the longest length of beams', { maxTokens: 4, beams: 2 }, 'length'],
  ] as const)('says at its last step, and only there, that it ended by %s', async (_, options, reason) => {
    const told: unknown[] = [];
    for await (const { finish } of model.tasks.complete.sample({ prompt: 'The cat' }, { ...options, seed: 3 } as never)) told.push(finish);
    expect(told.at(-1)).toBe(reason);
    expect(new Set(told.slice(0, -1))).toEqual(new Set(told.length > 1 ? [undefined] : []));
  });

  it('begins a text from nothing where a token begins texts', async () => {
    expect(typeof await leavingNothing(() => model.tasks.complete.sample({ prompt: '' }, { maxTokens: 3, seed: 1 }).result())).toBe('string');
    const characters = await trainTokenizer(story, { model: 'characters', vocabulary: 100 });
    const other = await made({}, characters);
    await expect(other.tasks.complete.sample({ prompt: '' }, { maxTokens: 3 }).result()).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    other.dispose();
  });

  it('writes what has a form, whatever it would rather say', async () => {
    const write = (constraint: object): Promise<string> => model.tasks.complete.sample({ prompt: 'The cat' }, { maxTokens: 60, seed: 2, constraint: constraint as never }).result();
    expect(await write({ pattern: '[0-9]{3}-[a-z]{2}' })).toMatch(/^[0-9]{3}-[a-z]{2}$/);
    expect(['yes', 'no']).toContain(await write({ grammar: 'root ::= "yes" | "no"' }));
    expect(JSON.parse(await write({ json: { type: 'object', properties: { sat: { type: 'boolean' } }, required: ['sat'], additionalProperties: false } }))).toEqual({ sat: expect.any(Boolean) as boolean });
  });

  it('refuses a prompt that is longer than the context, or does as it is told', async () => {
    const prompt = story.join(' ');
    await expect(model.tasks.complete.sample({ prompt }, { maxTokens: 2 }).result()).rejects.toMatchObject({ code: 'CONTEXT_OVERFLOW' });
    for (const overflow of ['truncate', 'slide'] as const) expect(await model.tasks.complete.sample({ prompt }, { maxTokens: 2, overflow, seed: 1 }).result()).toEqual(expect.any(String));
  });

  it('writes ten thousand tokens and holds no tensor more at the end than at the start', { timeout: 300_000 }, async () => {
    const counts = new Set<number>();
    let steps = 0;
    await leavingNothing(async () => {
      for await (const { step } of model.tasks.complete.sample({ prompt: 'The' }, { maxTokens: 10_000, overflow: 'slide', candidates: 0, bias: { 0: -100 }, seed: 5 })) {
        steps = step;
        if (step > 100) counts.add(memory().numTensors);
      }
    });
    expect(steps).toBe(10_000);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);
  });
});

/** A result, and how many ids the model was given first for it. */
async function watched<T>({ modules }: { readonly modules: Readonly<Record<string, unknown>> }, work: () => Promise<T>): Promise<[T, number]> {
  const network = modules['network'] as TransformerNetwork;
  let first: number | undefined;
  const decode = vi.spyOn(network, 'decode').mockImplementation((ids, call) => {
    first ??= ids.shape[1] as number;
    return TransformerNetwork.prototype.decode.call(network, ids, call);
  });
  const value = await work();
  decode.mockRestore();
  return [value, first ?? 0];
}

describe('chat', () => {
  const ask = async (messages: readonly { role: 'system' | 'user' | 'assistant'; content: string }[], options: object = {}): Promise<string> => await model.tasks.chat.sample({ messages }, { maxTokens: 8, seed: 4, ...options }).result();

  it('reads only what is new since the turn before, and answers the same', async () => {
    const first = { role: 'user', content: 'Who sat?' } as const;
    const answer = await leavingNothing(() => ask([first]));
    const turns = [first, { role: 'assistant', content: answer }, { role: 'user', content: 'Where?' }] as const;
    const [remembered, firstRead] = await watched(model, () => leavingNothing(() => ask(turns)));
    const fresh = await made();
    const weights = new Map(model.modules['network']!.namedParameters());
    for (const [name, parameter] of fresh.modules['network']!.namedParameters()) parameter.assign(weights.get(name)!);
    const [anew, all] = await watched(fresh, () => fresh.tasks.chat.sample({ messages: turns }, { maxTokens: 8, seed: 4 }).result());
    expect(remembered).toBe(anew);
    const form = await chatFormOf(new Language({ ids: undefined, vocabulary: undefined }, tokenizer));
    expect(all).toBe(form.encode(turns, 'answer').ids.length);
    expect(firstRead).toBeLessThanOrEqual(all - form.encode([first], 'answer').ids.length + 1);
    fresh.dispose();
  });

  it('goes on with what it began itself', async () => {
    const text = await ask([{ role: 'user', content: 'Who sat?' }, { role: 'assistant', content: 'The cat number' }], { temperature: 0 });
    expect(text).not.toContain('User:');
  });

  it('forgets its oldest turns where the conversation is longer than the context, if it may', async () => {
    const turns = Array.from({ length: 19 }, (_, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', content: 'The cat sat on the mat.' }) as const);
    await expect(ask(turns)).rejects.toMatchObject({ code: 'CONTEXT_OVERFLOW' });
    expect(await ask(turns, { overflow: 'truncate' })).toEqual(expect.any(String));
  });

  it('stops where somebody else would speak', async () => {
    expect(await ask([{ role: 'user', content: 'hi' }], { maxTokens: 40 })).not.toMatch(/\nUser:/);
  });
});

describe('score', () => {
  it('is the sum over tokens, and joined they are the text', async () => {
    const text = '고양이가 앉았다. A new cat!';
    const { tokens, logProbability, perplexity, bitsPerByte } = await leavingNothing(() => model.tasks.score.sample({ text }).result());
    expect(tokens.map((token) => token.text).join('')).toBe(text);
    expect(bits(tokens.map((token) => token.logProbability))).toBeCloseTo(logProbability, 6);
    expect(perplexity).toBeCloseTo(Math.exp(-logProbability / tokens.length), 6);
    expect(bitsPerByte).toBeCloseTo(-logProbability / Math.LN2 / new TextEncoder().encode(text).length, 6);
    for (const token of tokens) expect(token.expected.logProbability).toBeGreaterThanOrEqual(token.logProbability);
  });

  it('reads a long text in windows, each token once', async () => {
    const text = story.join(' ');
    const { tokens } = await model.tasks.score.sample({ text }, { window: 32, stride: 8 }).result();
    expect(tokens.map((token) => token.text).join('')).toBe(text);
    // Until the first window is full, windows change nothing.
    const whole = await model.tasks.score.sample({ text }).result();
    for (let i = 0; i < 31; i++) expect(tokens[i]!.logProbability).toBeCloseTo(whole.tokens[i]!.logProbability, 4);
  });

  it('agrees with what the model says while it writes', async () => {
    const written: { id: number; logProbability: number }[] = [];
    const prompt = 'The cat';
    for await (const { token } of model.tasks.complete.sample({ prompt }, { maxTokens: 5, temperature: 0, candidates: 0 })) written.push(token);
    const { tokens } = await model.tasks.score.sample({ text: prompt + tokenizer.decode(written.map(({ id }) => id)) }).result();
    // The score begins with the id that begins texts, the completion does not: compare what can be.
    expect(tokens.slice(-5).map(({ id }) => id)).toEqual(written.map(({ id }) => id));
  });
});

describe('embed and attend', () => {
  it('give a vector of length one for a text, and one for each line', async () => {
    const one = await model.tasks.embed.sample({ text: 'The cat' }).result();
    const two = await model.tasks.embed.sample({ text: 'The cat\n\nThe mat' }, { by: 'line' }).result();
    expect([one.shape, two.shape]).toEqual([[32], [2, 32]]);
    const [a, b] = [await one.data(), await two.data()];
    expect(bits(Array.from(a, (x) => x * x))).toBeCloseTo(1, 5);
    a.forEach((x, i) => { expect(b[i]).toBeCloseTo(x, 5); });
    one.dispose();
    two.dispose();
  });

  it('tells how much of a long text it left out', async () => {
    const { length } = tokenizer.encode(story.join(' ')).ids;
    const sampling = model.tasks.attend.sample({ text: story.join(' ') }, { overflow: 'truncate' });
    for await (const { sample, leftOut } of sampling) expect(leftOut).toBe(length - sample.tokens.length);
    for await (const { leftOut } of model.tasks.attend.sample({ text: 'The cat' })) expect(leftOut).toBe(0);
  });

  it('shows rows of attention that sum to one, and no token that looks ahead', async () => {
    const { tokens, weights } = await model.tasks.attend.sample({ text: 'The cat sat' }).result();
    const [layers, heads, queries, keys] = weights.shape as [number, number, number, number];
    expect([layers, heads, keys]).toEqual([1, 2, tokens.length]);
    const data = await weights.data();
    for (let row = 0; row < heads * queries; row++) {
      const part = Array.from(data.subarray(row * keys, (row + 1) * keys));
      expect(bits(part)).toBeCloseTo(1, 5);
      expect(bits(part.slice((row % queries) + 1))).toBeCloseTo(0, 6);
    }
    weights.dispose();
  });
});

describe('a text encoder', () => {
  const make = async (config: object = {}) => await createModel(textEncoder, { layers: 1, width: 32, heads: 2, context: 32, ...config }, { seed: 1, tokenizer: await trainTokenizer(story, { model: 'wordpiece', vocabulary: 120 }) });

  it('fills every blank, the surest first, and leaves the rest of the text as it was', async () => {
    const encoder = await make();
    const sampling = encoder.tasks.fillMask.sample({ text: 'THE [MASK] sat, on [MASK]!' }, { candidates: 3 });
    const whole = sampling.result();
    const blanks: number[] = [];
    for await (const { blank, candidates } of sampling) {
      blanks.push(blank);
      expect(candidates).toHaveLength(3);
    }
    expect(blanks.sort()).toEqual([0, 1]);
    expect(await whole).toMatch(/^THE \S+ sat, on \S+!$/);
    await expect(encoder.tasks.fillMask.sample({ text: 'no blank' }).result()).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    encoder.dispose();
  });

  it('finds a line that says the same', async () => {
    const encoder = await make();
    const steps = encoder.tasks.search.sample({ query: story[3]!, text: story.join('\n') }, { count: 2 });
    const whole = steps.result();
    for await (const { found } of steps) {
      expect(found[0]).toMatchObject({ index: 3, text: story[3] });
      expect(found[0]!.similarity).toBeCloseTo(1, 5);
    }
    expect((await whole).split('\n')[0]).toBe(story[3]);
    encoder.dispose();
  });

  it('tells classes apart only where it knows some', async () => {
    const [without, encoder] = [await make(), await make({ classes: 3, objective: 'classify' })];
    expect(() => without.tasks.classify.sample({ text: 'a' })).toThrow(expect.objectContaining({ code: 'TASK_UNAVAILABLE' }));
    for await (const { probabilities, sample } of encoder.tasks.classify.sample({ text: 'The cat' })) {
      expect(bits(probabilities)).toBeCloseTo(1, 5);
      expect(probabilities[sample]).toBe(Math.max(...probabilities));
    }
    without.dispose();
    encoder.dispose();
  });

  it('refuses a text that is longer than its context, or cuts it off before its last token', async () => {
    const encoder = await make();
    await expect(encoder.tasks.embed.sample({ text: story.join(' ') }).result()).rejects.toMatchObject({ code: 'CONTEXT_OVERFLOW' });
    (await encoder.tasks.embed.sample({ text: story.join(' ') }, { overflow: 'truncate' }).result()).dispose();
    encoder.dispose();
  });
});

describe('a tokenizer', () => {
  it('is asked for where nothing says how many ids there are, and where text is to be read', async () => {
    await expect(createModel(transformer, { layers: 1, width: 16, heads: 2 }, { seed: 1 })).rejects.toMatchObject({ code: 'TOKENIZER_MISSING' });
    const silent = await createModel(transformer, { layers: 1, width: 16, heads: 2, vocabulary: 20 }, { seed: 1 });
    await expect(silent.tasks.complete.sample({ prompt: 'a' }).result()).rejects.toMatchObject({ code: 'TOKENIZER_MISSING' });
    silent.dispose();
  });

  it('is refused where it has more ids than the model', async () => {
    const before = memory().numTensors;
    await expect(made({ vocabulary: 20 })).rejects.toMatchObject({ code: 'TOKENIZER_MISMATCH', message: `the tokenizer must have at most the 20 ids of the model (config.vocabulary), got one with ${tokenizer.vocabularySize}.` });
    await expect(made({ ids: { begin: 100_000 } })).rejects.toMatchObject({ code: 'TOKENIZER_MISMATCH' });
    expect(memory().numTensors).toBe(before);
  });
});
