import type { Schema, TokenizerDefinition } from '@figment/core/plugin';

import type { Check } from '../check.ts';
import { encodingChecks } from './encoding-checks.ts';
import { makingChecks } from './making-checks.ts';
import type { TokenizerCheckOptions } from './options.ts';
import { TokenizerSubject } from './subject.ts';

/**
 * What a tokenizer has to promise, as checks that any test runner can run.
 *
 * ```ts
 * for (const { name, run } of tokenizerPluginChecks(jamo, { invalidOptions: { vocabulary: 1 } })) test(name, run);
 * ```
 */
export function tokenizerPluginChecks<O extends Schema>(definition: TokenizerDefinition<O>, options: TokenizerCheckOptions<O> = {}): readonly Check[] {
  const subject = new TokenizerSubject(definition, options);
  return [...makingChecks(subject), ...encodingChecks(subject)];
}
