import type { IndexedDataset } from '@figment/core/data';
import { type AnyModelDefinition, configForData, createRegistry, parseSchema, type Plugin, type Schema } from '@figment/core/plugin';
import { defaultSettings } from '@figment/core/training';

import { plugins } from '../../plugins.ts';
import type { ConfigForData, DefinitionDescription, Suggestion, TaskDescription } from '../protocol/index.ts';
import { openData } from './data-sets.ts';
import { fields } from './fields.ts';
import { readsTexts } from './reading.ts';
import { openTexts } from './text-sets.ts';

export const registry = createRegistry(plugins);

export function definitions(): Promise<readonly DefinitionDescription[]> {
  return Promise.resolve(registry.plugins().flatMap((plugin) => (plugin.models ?? []).map((definition) => describe(definition, plugin))));
}

function describe(definition: AnyModelDefinition, { id, version }: Plugin): DefinitionDescription {
  return {
    id: definition.id,
    title: definition.title,
    description: definition.description,
    config: fields(definition.config as Schema),
    training: { ...defaultSettings, ...definition.training },
    data: definition.data === undefined ? undefined : [definition.data.fields, ...(definition.data.alternatives ?? [])],
    tokenizer: definition.tokenizer?.train === undefined ? undefined : fields(definition.tokenizer.options as Schema),
    parts: Object.keys(definition.parts ?? {}),
    tasks: tasksOf(definition),
    policies: Object.entries(definition.policies ?? {}).map(([name, { title, description: about }]) => ({ name, title, description: about })),
    plugin: { id, version },
  };
}

/**
 * What a model can be asked to do.
 *
 * @param known about one model: shapes of what it takes, why it can't do a task, options that hold where nothing is said, and what there is to choose from
 */
export function tasksOf(definition: AnyModelDefinition, known: { readonly shapes?: Readonly<Record<string, readonly number[] | undefined>>; readonly unavailable?: Readonly<Record<string, string | undefined>>; readonly defaults?: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>; readonly choices?: Readonly<Record<string, readonly Suggestion[]>> | undefined } = {}): readonly TaskDescription[] {
  const tasks = Object.entries(definition.tasks as Readonly<Record<string, { title: string; description?: string; input: Readonly<Record<string, string>>; options: Schema; output: string }>>);
  const makerOf = (kind: string): string | undefined => (kind === 'image' ? undefined : tasks.find(([, { input, output }]) => output === kind && Object.values(input).join() === 'image')?.[0]);
  return tasks.map(([name, { title, description, input, options, output }]) => ({
    name, title, description, output,
    input: Object.entries(input).map(([field, kind]) => ({ name: field, kind, shape: known.shapes?.[kind], madeBy: makerOf(kind) })),
    options: fields(options).map((field) => ({ ...field, default: valueIn(known.defaults?.[name], field.path) ?? field.default, suggestions: known.choices?.[field.path.join('.')] })),
    unavailable: known.unavailable?.[name],
  }));
}

function valueIn(values: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, name) => (typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[name] : undefined), values);
}

export async function configFor(id: string, data: string, config: Readonly<Record<string, unknown>>): Promise<ConfigForData> {
  const set: IndexedDataset<unknown> = await (openTexts(data) ?? openData(data));
  const definition = registry.model(id);
  const followed = configForData(definition, config, set.fields);
  // Nothing more is known of a config that is not right yet: who starts with it is told why.
  const unknown = { config: followed, unavailable: {}, readsTexts: definition.tokenizer !== undefined };
  try {
    const whole = parseSchema(definition.config as Schema, followed, 'config', 'CONFIG_INVALID');
    return { config: followed, unavailable: definition.unavailable?.(whole) ?? {}, readsTexts: readsTexts(definition, followed, set) };
  } catch {
    return unknown;
  }
}
