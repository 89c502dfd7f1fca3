import type { Tokenizer } from '@figment/core/interfaces';

import type { Constraint } from './constraint.ts';
import type { GenerationOptions } from './options.ts';

/** The constraint that options ask for. @throws FigmentError `CONSTRAINT_INVALID` */
export async function constraintOf(form: NonNullable<GenerationOptions['constraint']>, tokenizer: Tokenizer, endIds: readonly number[]): Promise<Constraint> {
  // Only who constrains texts loads the automata.
  const { constrain, grammar, jsonSchema, pattern } = await import('../constraints/index.ts');
  const made = 'pattern' in form ? pattern(form.pattern) : 'grammar' in form ? grammar(form.grammar) : jsonSchema(form.json);
  return constrain(made, tokenizer, { endIds });
}
