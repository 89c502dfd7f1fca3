import { FigmentError, type Tensor } from '@figment/core';
import { concat, reshape, tidy } from '@figment/core/ops';
import { task } from '@figment/core/plugin';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

import { rowsOf } from '../language/rows.ts';
import { pool, type Pooling, unitLength } from '../network/pooling.ts';
import { fitting, type TextReader } from './text-reader.ts';

/** How a model embeds if it is not told otherwise. */
export interface EmbeddingDefaults {
  readonly pooling: Pooling;
  readonly normalize: boolean;
}

const options = z.object({
  by: z.enum(['text', 'line']).default('text').describe('What is embedded: all of the text, or each of its lines.'),
  pooling: z.enum(['mean', 'cls', 'max', 'last']).optional().describe("How the states of all tokens become one: their mean, the first, the largest of each number, or the last; the model's own if left out."),
  normalize: z.boolean().optional().describe("Whether embeddings have length 1; the model's own if left out."),
  overflow: z.enum(['error', 'truncate']).default('error').describe('What happens to a text that is longer than the context: it is refused, or its end cut off.').meta({ advanced: true }),
});

export const embedTask = task({
  title: 'Embed',
  description: 'What a text means, as a list of numbers: texts that mean alike lie close together.',
  input: { text: 'text' },
  options,
  output: 'embedding',
});

/** Texts that are read together. */
const CHUNK = 32;

/** @returns [D] of a text, [N, D] of its lines */
export async function* embed(reader: TextReader, defaults: EmbeddingDefaults, { text }: { readonly text: string }, { by, pooling = defaults.pooling, normalize = defaults.normalize, overflow }: z.output<typeof options>): AsyncGenerator<SamplingStep<Tensor>, Tensor, undefined> {
  const texts = by === 'text' ? [text] : text.split('\n').filter((line) => line.trim() !== '');
  if (texts.length === 0) throw new FigmentError('INPUT_INVALID', 'input.text must have a line that is not empty.');
  const rows = texts.map((each, i) => fitting(reader, each, by === 'text' ? 'input.text' : `line ${i + 1} of input.text`, { overflow }).ids);
  const made: Tensor[] = [];
  const of = Math.ceil(rows.length / CHUNK);
  for (let step = 1; step <= of; step++) {
    const sample = embedRows(reader, rows.slice((step - 1) * CHUNK, step * CHUNK), { pooling, normalize });
    made.push(tidy(() => sample.clone()));
    yield { step, of, sample };
  }
  return tidy(() => (by === 'text' ? reshape(made[0] as Tensor, [-1]) : concat(made, 0)));
}

/** [B, D] */
export function embedRows({ network, language }: TextReader, texts: readonly (readonly number[])[], { pooling, normalize }: EmbeddingDefaults): Tensor {
  return tidy(() => {
    const { ids, mask } = rowsOf(texts, language.ids.padding);
    const { hidden } = network.encoder === undefined ? network.decode(ids, { mask }) : network.encode(ids, { mask });
    const states = pool(hidden, mask, pooling);
    return normalize ? unitLength(states) : states;
  });
}
