import type { ModelDefinition, Schema, TaskSpec } from '@figment/core/plugin';
import { describe, it } from 'vitest';

import { modelPluginChecks } from './model-plugin-checks.ts';
import type { PluginCheckOptions } from './options.ts';

const CHECK_TIMEOUT_MS = 120_000;

/** Declares a suite with every check of {@link modelPluginChecks}. */
export function testModelPlugin<C extends Schema, Tasks extends Record<string, TaskSpec>, Batch, Runs, Observed extends object, Source = Batch>(
  definition: ModelDefinition<C, Tasks, Batch, Runs, Observed, Source>,
  options: PluginCheckOptions<C, Tasks, Batch | Source>,
): void {
  describe(`${definition.id} as a plugin`, () => {
    for (const { name, run } of modelPluginChecks(definition, options)) it(name, run, CHECK_TIMEOUT_MS);
  });
}
