import type { RunCall } from '@figment/core/plugin';
import type * as z from 'zod';

import type { Constraint } from '../generation/constraint.ts';
import { generate, type GenerationCall } from '../generation/generate.ts';
import type { NextTokenModel } from '../generation/next-token-model.ts';
import type { GenerationStep } from '../generation/step.ts';
import type { Language } from '../language/language.ts';
import type { writingOptions } from './writing-options.ts';

/** What is written with, besides the options. */
export interface Writing<State extends object> extends Pick<GenerationCall<State>, 'prefix'> {
  readonly language: Language;
  /** Ids that end the text; those of the language if left out. */
  readonly ends?: readonly number[];
  readonly options: z.output<typeof writingOptions>;
  /** Leaves out white space before the first word. */
  readonly trim?: boolean;
}

/** Goes on from ids, a token a step; returns what was written. */
export async function* write<State extends object>(model: NextTokenModel<State>, prompt: readonly number[], { language, ends = language.ids.end, options, prefix, trim = false }: Writing<State>, { key, signal, wait }: RunCall): AsyncGenerator<GenerationStep, string, undefined> {
  const { tokenizer } = language;
  const constraint = await wait(constraintOf(language, ends, options.constraint));
  const writing = generate(model, [prompt], options, { key, signal, wait, tokenizer, ends, constraint, prefix });
  // How long a text becomes is known only where nothing but its length ends it.
  const mayEnd = ends.length + options.stop.length + options.stopIds.length > 0 || constraint !== undefined;
  const shown = (text: string): string => (trim ? text.trimStart() : text);
  let step = 0;
  try {
    for (;;) {
      const next = await writing.next();
      if (next.done === true) return shown(next.value.sequences[0]?.text ?? '');
      const { of, sample: whole, text: more, token, candidates } = next.value;
      const sample = shown(whole);
      yield { step: ++step, of: mayEnd ? undefined : of, sample, text: more.slice(Math.max(0, more.length - sample.length)), token, candidates };
    }
  } finally {
    await writing.return(undefined as never);
  }
}

async function constraintOf({ tokenizer }: Language, endIds: readonly number[], form: z.output<typeof writingOptions>['constraint']): Promise<Constraint | undefined> {
  if (form === undefined) return undefined;
  // Only who constrains texts loads the automata.
  const { constrain, grammar, jsonSchema, pattern } = await import('../constraints/index.ts');
  const made = 'pattern' in form ? pattern(form.pattern) : 'grammar' in form ? grammar(form.grammar) : jsonSchema(form.json);
  return constrain(made, tokenizer, { endIds });
}
