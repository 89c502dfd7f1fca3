import { dispose, softmax, tidy } from '@figment/core/ops';
import { type RunCall, task } from '@figment/core/plugin';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

import { rowsOf } from '../language/rows.ts';
import { classLogits } from '../network/class-logits.ts';
import type { Pooling } from '../network/pooling.ts';
import { fitting, type TextReader } from './text-reader.ts';

const options = z.object({
  overflow: z.enum(['error', 'truncate']).default('error').describe('What happens to a text that is longer than the context: it is refused, or its end cut off.').meta({ advanced: true }),
});

export const classifyTask = task({
  title: 'Classify',
  description: 'Which class a text belongs to, and how sure that is.',
  input: { text: 'text' },
  options,
  output: 'label',
});

/** What a text was taken for. */
export interface ClassifyStep extends SamplingStep<number> {
  /** Of each class, in sum 1. */
  readonly probabilities: readonly number[];
}

/** @returns the likeliest class, from 0 */
export async function* classify(reader: TextReader, pooling: Pooling, { text }: { readonly text: string }, { overflow }: z.output<typeof options>, { wait }: RunCall): AsyncGenerator<ClassifyStep, number, undefined> {
  const { ids } = fitting(reader, text, 'input.text', { overflow });
  const drawn = tidy(() => {
    const rows = rowsOf([ids]);
    const { hidden } = reader.network.encode(rows.ids, { mask: rows.mask });
    return softmax(classLogits(reader.network, hidden, rows.mask, pooling));
  });
  const probabilities = Array.from(await wait(drawn.data()));
  dispose(drawn);
  const sample = probabilities.indexOf(Math.max(...probabilities));
  yield { step: 1, of: 1, sample, probabilities };
  return sample;
}
