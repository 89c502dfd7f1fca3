import type { NextTokenModel } from '@figment/transformer/generation';

import type { Expectations } from './expectations.ts';
import { written } from './written.ts';

/** A model with the prompts that are written on from, and what stands before each in `sequences`. */
export interface Generating {
  readonly model: NextTokenModel;
  readonly prompts: readonly (readonly number[])[];
  readonly given: readonly (readonly number[])[];
  /** The likeliest next id of each text, read anew as a whole. */
  readonly withoutCache: (texts: readonly (readonly number[])[], banned: readonly number[]) => Promise<readonly number[]>;
  /** Ids that are never written. */
  readonly banned: readonly number[];
}

/** `generate_greedy`, with a cache and without one. */
export async function checkGreedy(expected: Expectations, name: string, generating: Generating): Promise<void> {
  if (!expected.has(name)) return;
  const { prompts, given } = generating;
  const count = Number(expected.setting(`${name}.new_tokens`));
  const banned = [...generating.banned, ...(expected.has(`${name}.eos_suppressed`) ? [Number(expected.setting(`${name}.eos_suppressed`))] : [])];
  const { sequences } = await written(generating.model, prompts, { maxTokens: count, temperature: 0, banned });
  await expected.check(`${name}.sequences`, given.map((row, i) => [...row, ...(sequences[i]?.ids ?? [])]), 'sequences');
  const texts = prompts.map((prompt) => [...prompt]);
  for (let i = 0; i < count; i++) for (const [row, id] of (await generating.withoutCache(texts, banned)).entries()) texts[row]?.push(id);
  await expected.check(`${name}.sequences`, given.map((row, i) => [...row, ...(texts[i] as number[]).slice((prompts[i] as number[]).length)]), 'sequences');
  expected.told(`${name}.min_top1_top2_margin`);
}

/** `generate_greedy_eos` and `generate_beam`: what ends early is filled up. */
export async function checkEnding(expected: Expectations, name: string, generating: Generating): Promise<void> {
  if (!expected.has(name)) return;
  const number = (field: string, fallback: number): number => (expected.has(`${name}.${field}`) ? Number(expected.setting(`${name}.${field}`)) : fallback);
  const padding = number('pad_token_id', 0);
  const samples = number('num_return_sequences', 1);
  const stopping = expected.has(`${name}.early_stopping`) ? expected.setting(`${name}.early_stopping`) : false;
  const { sequences } = await written(generating.model, generating.prompts, {
    maxTokens: number('max_new_tokens', 20), temperature: 0, banned: [...generating.banned], samples,
    beams: number('num_beams', 1), lengthPenalty: number('length_penalty', 1), earlyStopping: stopping === 'never' ? 'never' : Boolean(stopping),
  }, { ends: [number('eos_token_id', -1)] });
  const longest = Math.max(...sequences.map(({ ids }) => ids.length));
  await expected.check(`${name}.sequences`, sequences.map(({ prompt, ids }) => [...(generating.given[prompt] as number[]), ...ids, ...Array<number>(longest - ids.length).fill(padding)]), 'sequences');
  await expected.check(`${name}.sequences_scores`, sequences.map(({ score }) => score), 'sequences_scores');
}

/** Prompts without the padding on their left. */
export function withoutPadding(rows: readonly (readonly number[])[], mask: readonly (readonly number[])[]): number[][] {
  return rows.map((row, i) => row.filter((_, j) => mask[i]?.[j] !== 0));
}

/** The likeliest id of each row of logits, but those that are banned. */
export function likeliest(rows: readonly ArrayLike<number>[], banned: readonly number[]): number[] {
  return rows.map((row) => {
    let best = -1;
    for (let id = 0; id < row.length; id++) if (!banned.includes(id) && (best < 0 || (row[id] as number) > (row[best] as number))) best = id;
    return best;
  });
}
