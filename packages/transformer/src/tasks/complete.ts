import { FigmentError } from '@figment/core';
import { type RunCall, task } from '@figment/core/plugin';
import type * as z from 'zod';

import { causalModel } from '../network/causal-model.ts';
import type { TextReader } from './text-reader.ts';
import { write, type WritingStep } from './write.ts';
import { writingOptions } from './writing-options.ts';

export const completeTask = task({
  title: 'Complete',
  description: 'Goes on with a text, token by token; with none, it begins one.',
  input: { prompt: 'text' },
  options: writingOptions,
  output: 'text',
});

/**
 * @returns what was written, without the prompt
 * @throws FigmentError `INPUT_INVALID` where there is nothing to go on from
 */
export function complete({ network, language }: TextReader, { prompt }: { readonly prompt: string }, options: z.output<typeof writingOptions>, call: RunCall): AsyncGenerator<WritingStep, string, undefined> {
  const ids = language.encodePrompt(prompt);
  if (ids.length === 0) throw new FigmentError('INPUT_INVALID', 'input.prompt must have one token or more: this model has no token that begins a text (config.ids.begin).');
  return write(causalModel(network), ids, { language, options }, call);
}
