import { readFileSync } from 'node:fs';

import { selectBackend } from '@figment/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { GenerationInput } from './options.ts';
import { type TableModel, tableModel } from './testing/table-model.ts';
import { byteTokenizer } from './testing/tokenizer.ts';
import { written } from './testing/written.ts';

/** Made by testing/reference.py with transformers 5.23.0, diverse beams with 4.50.3, torch 2.13.0. */
const reference = JSON.parse(readFileSync(new URL('testing/reference.json', import.meta.url), 'utf8')) as {
  readonly table: readonly (readonly number[])[];
  readonly end: number;
  readonly cases: readonly Case[];
  readonly diverse: { readonly cases: readonly Case[] };
};

interface Case {
  readonly prompt: readonly number[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly sequences: readonly (readonly number[])[];
  readonly scores?: readonly number[];
}

/** Ids 0 to 9 are these letters, so that runs of ids can be told as texts. */
const letters = 'abcdefghij';
const textOf = (ids: readonly number[]): string => ids.map((id) => letters[id]).join('');

const translated: Readonly<Record<string, (value: never) => GenerationInput>> = {
  max_new_tokens: (maxTokens: number) => ({ maxTokens }),
  min_new_tokens: (minTokens: number) => ({ minTokens }),
  num_beams: (beams: number) => ({ beams }),
  num_beam_groups: (beamGroups: number) => ({ beamGroups }),
  diversity_penalty: (diversityPenalty: number) => ({ diversityPenalty }),
  num_return_sequences: (samples: number) => ({ samples }),
  length_penalty: (lengthPenalty: number) => ({ lengthPenalty }),
  early_stopping: (earlyStopping: boolean | 'never') => ({ earlyStopping }),
  repetition_penalty: (repetitionPenalty: number) => ({ repetitionPenalty }),
  no_repeat_ngram_size: (noRepeatNgram: number) => ({ noRepeatNgram }),
  bad_words_ids: (words: number[][]) => ({ banned: words.map(textOf) }),
  suppress_tokens: (banned: number[]) => ({ banned }),
  sequence_bias: (biases: [number[], number][]) => ({ bias: Object.fromEntries(biases.map(([ids, bias]) => [textOf(ids), bias])) }),
  exponential_decay_length_penalty: ([start, factor]: [number, number]) => ({ endDecay: { start, factor } }),
  forced_eos_token_id: (last: number) => ({ forced: { last } }),
};

const optionsOf = ({ options }: Case): GenerationInput =>
  Object.assign({ temperature: 0 }, ...Object.entries(options).map(([name, value]) => (translated[name] as (value: unknown) => GenerationInput)(value))) as GenerationInput;

describe('as transformers', () => {
  let model: TableModel;
  beforeAll(async () => {
    await selectBackend({ prefer: 'cpu' });
    model = tableModel({ vocabulary: 10, table: reference.table });
  });
  afterAll(() => { model.free(); });
  const tokenizer = byteTokenizer(...Array.from(letters));

  it.each([...reference.cases, ...reference.diverse.cases].map((row) => [JSON.stringify(row.options), row] as const))('writes %s', async (_, row) => {
    const { sequences } = await written(model, [row.prompt], optionsOf(row), { tokenizer, ends: [reference.end] });
    expect(sequences.map(({ ids }) => ids)).toEqual(row.sequences);
    row.scores?.forEach((score, i) => { expect(sequences[i]?.score).toBeCloseTo(score, 4); });
  });
});
