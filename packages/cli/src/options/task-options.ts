import { describeSchema, type TaskSpec } from '@figment/core/plugin';
import type { Command } from 'commander';

import { schemaValues } from './schema-flags.ts';

/** Options of a task: what the makers of the model recommend (`config.generation`), and what the command line says instead. */
export function taskOptions(command: Command, task: TaskSpec, config: unknown): Record<string, unknown> {
  const fields = describeSchema(task.options);
  const known = new Set(fields.map(({ path }) => path.split('.')[0]));
  const { generation } = (config ?? {}) as { readonly generation?: Readonly<Record<string, unknown>> };
  const recommended = Object.entries(generation ?? {}).filter(([name]) => known.has(name));
  return { ...Object.fromEntries(recommended), ...schemaValues(command, fields, '', 'options', 'OPTIONS_INVALID') };
}
