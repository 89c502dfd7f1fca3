import { type RunCall, task } from '@figment/core/plugin';
import * as z from 'zod';

import { sequenceToSequenceModel } from '../network/sequence-to-sequence-model.ts';
import { rowOf } from './attend.ts';
import { sourceOf, type Translator } from './translator.ts';
import { write, type WritingStep } from './write.ts';
import { writingOptions } from './writing-options.ts';

const options = writingOptions.extend({
  temperature: writingOptions.shape.temperature.default(0),
  beams: writingOptions.shape.beams.default(4),
  overflow: z.enum(['error', 'truncate']).default('error').describe('What happens to a text that is longer than the context: it is refused, or its end cut off.').meta({ advanced: true }),
});

/** What becomes of a text. */
const as = (title: string, description: string) => task({ title, description, input: { text: 'text' }, options, output: 'text' });

/** One for each use of a model that was trained on pairs: the same work, by another name. */
export const translationTasks = {
  translate: as('Translate', 'Writes a text in another language.'),
  summarize: as('Summarize', 'Writes what matters of a text in few words.'),
  correct: as('Correct', 'Writes a text without its mistakes.'),
  rewrite: as('Rewrite', 'Writes a text in another way.'),
};

/** Writes the counterpart of a text, a token a step. */
export async function* translate(translator: Translator, { text }: { readonly text: string }, given: z.output<typeof options>, call: RunCall): AsyncGenerator<WritingStep, string, undefined> {
  const { network, language } = translator;
  const { decoderStart } = language.ids;
  const sources = rowOf(sourceOf(translator, text, given.overflow).encoding.ids);
  return yield* write(sequenceToSequenceModel(network, { sources }), [decoderStart as number], { language, options: given }, call);
}
