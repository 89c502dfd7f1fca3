import { selectBackend } from '@figment/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { StopTexts } from './text/stop-texts.ts';
import { tokenText } from './text/token-texts.ts';
import { type TableModel, tableModel } from './testing/table-model.ts';
import { byteTokenizer } from './testing/tokenizer.ts';
import { written } from './testing/written.ts';

const tokenizer = byteTokenizer(' the', ' cat', '가', ' sat', 'er', ' on', ' mat', '.', '\n');
const idsOf = (text: string): readonly number[] => tokenizer.encode(text).ids;
let model: TableModel;
beforeAll(async () => {
  await selectBackend({ prefer: 'cpu' });
  model = tableModel({ vocabulary: tokenizer.vocabularySize });
});
afterAll(() => { model.free(); });

/** Writes exactly these ids. */
const dictated = (ids: readonly number[], stop: readonly string[] = []) => written(model, [idsOf('Here')], { begin: [...ids], maxTokens: ids.length, stop: [...stop] }, { tokenizer });

describe('the text of what is written', () => {
  it('streams whole characters and joins to the text', async () => {
    const text = ' the cat 가나다 sat 👋🏽 on.';
    const { steps, sequences } = await dictated(idsOf(text));
    expect(steps.map((step) => step.text).join('')).toBe(text);
    expect(sequences[0]?.text).toBe(text);
    expect(steps.at(-1)?.sample).toBe(text);
    for (const step of steps) expect(step.text).not.toContain('\uFFFD');
    expect(steps.some((step) => step.text === '')).toBe(true);
  });

  it('completes a character that the prompt began', async () => {
    const [first, ...rest] = idsOf('나') as [number, number, number]; // a byte each
    const { sequences } = await written(model, [[...idsOf('x'), first]], { begin: rest, maxTokens: 2 }, { tokenizer });
    expect(sequences[0]?.text).toBe('나');
  });

  it('is without the end, whose id is told', async () => {
    const end = tokenizer.id('<end>')!;
    const { sequences } = await written(model, [idsOf('Here')], { begin: [...idsOf(' cat'), end], maxTokens: 10 }, { tokenizer, ends: [end] });
    expect(sequences).toMatchObject([{ text: ' cat', ids: [...idsOf(' cat'), end], finish: 'end' }]);
  });

  it('never holds an id that the tokenizer has not', async () => {
    const wide = tableModel({ vocabulary: tokenizer.vocabularySize + 50 });
    const { sequences } = await written(wide, [idsOf('Here')], { maxTokens: 60, temperature: 20 }, { tokenizer });
    expect(Math.max(...sequences[0]!.ids)).toBeLessThan(tokenizer.vocabularySize);
    wide.free();
  });
});

describe('stop texts', () => {
  it.each([
    [' the cat sat', [' cat'], ' the'],
    [' the cat sat', ['e c'], ' th'],
    [' the cat sat', ['t s', 'sat'], ' the ca'],
    [' on.\n\nNow', ['\n\n'], ' on.'],
    ['나는 가', ['는'], '나'],
    [' the', [' the'], ''],
  ])('cut %j at %j across tokens', async (text, stop, expected) => {
    const { steps, sequences } = await dictated(idsOf(text), stop);
    expect(sequences).toMatchObject([{ text: expected, finish: 'stop' }]);
    expect(steps.map((step) => step.text).join('')).toBe(expected);
  });

  it('that only begin are told at the end', async () => {
    const { steps, sequences } = await dictated(idsOf(' the cat'), [' cats']);
    expect(sequences).toMatchObject([{ text: ' the cat', finish: 'length' }]);
    expect(steps.map((step) => step.text)).toEqual([' the', ' cat']);
  });

  it('hold back only what may begin one', () => {
    const stops = new StopTexts(['abab!']);
    expect([stops.push('xab'), stops.push('ab'), stops.push('ab'), stops.push('c'), stops.push('', true)]).toEqual(['x', '', 'ab', 'ababc', '']);
  });

  it('end beams, too', async () => {
    const { sequences } = await written(model, [idsOf('Here')], { begin: [...idsOf(' the cat sat')], stop: ['t s'], beams: 2, maxTokens: 9 }, { tokenizer });
    expect(sequences[0]).toMatchObject({ text: ' the ca', finish: 'stop' });
  });
});

describe('texts among the options', () => {
  it('are banned where a text begins and after a space', async () => {
    const { sequences } = await written(model, [idsOf('Here')], { banned: ['cat', 'the', '가'], maxTokens: 40, temperature: 3, samples: 5 }, { tokenizer });
    for (const { text } of sequences) expect(text).not.toMatch(/ cat| the|가/);
  });

  it('are wanted more by a bias', async () => {
    const { sequences } = await written(model, [idsOf('Here')], { bias: { cat: 50 }, maxTokens: 3 }, { tokenizer });
    expect(sequences[0]?.text).toContain(' cat cat');
  });
});

describe('the text of a token', () => {
  it('shows its space, and special tokens by their names', () => {
    expect(['\u0020the', '가', '.'].map((text) => tokenText(tokenizer, idsOf(text)[0]!))).toEqual([' the', '가', '.']);
    expect(tokenText(tokenizer, tokenizer.id('<end>')!)).toBe('<end>');
  });
});

describe('a form among the options', () => {
  it.each([{ temperature: 1.5, samples: 4 }, { beams: 3, samples: 3 }])('is what all of the text has: %j', async (options) => {
    const { sequences } = await written(model, [idsOf('Here')], { ...options, constraint: { pattern: '( the| cat| 가){2,5}\\.' }, maxTokens: 40 }, { tokenizer, ends: [tokenizer.id('<end>')!] });
    for (const { text, finish } of sequences) {
      expect(text).toMatch(/^( the| cat| 가){2,5}\.$/);
      expect(finish).toBe('complete');
    }
  });
});
