import { FigmentError } from '@figment/core';
import { dispose, matMul, reshape, tidy } from '@figment/core/ops';
import { type RunCall, task } from '@figment/core/plugin';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

import { type EmbeddingDefaults, embedRows } from './embed.ts';
import { fitting, type TextReader } from './text-reader.ts';

const options = z.object({
  count: z.int().min(1).max(10_000).default(5).describe('How many are found.'),
  overflow: z.enum(['error', 'truncate']).default('error').describe('What happens to a text that is longer than the context: it is refused, or its end cut off.').meta({ advanced: true }),
});

export const searchTask = task({
  title: 'Search by meaning',
  description: 'Finds the lines of a text that mean most like a question, the nearest first.',
  input: { query: 'text', text: 'text' },
  options,
  output: 'text',
});

/** A line that was found. */
export interface FoundText {
  readonly text: string;
  /** Which line it is, from 0. */
  readonly index: number;
  /** Cosine of the angle between it and the question: -1 to 1. */
  readonly similarity: number;
}

/** The nearest of the lines that were compared so far. */
export interface SearchStep extends SamplingStep<string> {
  /** The nearest first. */
  readonly found: readonly FoundText[];
}

const CHUNK = 32;

/** Yields after each few lines; returns the nearest, one a line. */
export async function* search(reader: TextReader, { pooling }: EmbeddingDefaults, { query, text }: { readonly query: string; readonly text: string }, { count, overflow }: z.output<typeof options>, { wait }: RunCall): AsyncGenerator<SearchStep, string, undefined> {
  const lines = text.split('\n').map((line, index) => ({ text: line, index })).filter((line) => line.text.trim() !== '');
  if (lines.length === 0) throw new FigmentError('INPUT_INVALID', 'input.text must have a line that is not empty.');
  const how = { pooling, normalize: true };
  const rows = lines.map((line) => fitting(reader, line.text, `line ${line.index + 1} of input.text`, { overflow }).ids);
  const wanted = embedRows(reader, [fitting(reader, query, 'input.query', { overflow }).ids], how); // [1, D]
  let found: readonly FoundText[] = [];
  const shown = (): string => found.map((each) => each.text).join('\n');
  const of = Math.ceil(lines.length / CHUNK);
  for (let step = 1; step <= of; step++) {
    const from = (step - 1) * CHUNK;
    const cosines = tidy(() => reshape(matMul(embedRows(reader, rows.slice(from, from + CHUNK), how), wanted, false, true), [-1])); // [N, D] [D, 1] -> [N]
    const numbers = await wait(cosines.data());
    dispose(cosines);
    const more = Array.from(numbers, (similarity, i) => ({ ...(lines[from + i] as { text: string; index: number }), similarity }));
    found = [...found, ...more].sort((a, b) => b.similarity - a.similarity).slice(0, count);
    yield { step, of, sample: shown(), found };
  }
  return shown();
}
