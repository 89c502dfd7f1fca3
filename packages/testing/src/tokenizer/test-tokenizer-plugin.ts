import type { Schema, TokenizerDefinition } from '@figment/core/plugin';
import { describe, it } from 'vitest';

import type { TokenizerCheckOptions } from './options.ts';
import { tokenizerPluginChecks } from './tokenizer-plugin-checks.ts';

const CHECK_TIMEOUT_MS = 120_000;

/** Declares a suite with every check of {@link tokenizerPluginChecks}. */
export function testTokenizerPlugin<O extends Schema>(definition: TokenizerDefinition<O>, options: TokenizerCheckOptions<O> = {}): void {
  describe(`${definition.id} as a plugin`, () => {
    for (const { name, run } of tokenizerPluginChecks(definition, options)) it(name, run, CHECK_TIMEOUT_MS);
  });
}
