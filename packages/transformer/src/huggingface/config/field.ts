import { FigmentError } from '@figment/core';

/** What stands in a config file, or one of ours. */
export type Json = Readonly<Record<string, unknown>>;

/** How a value of theirs becomes one of ours, and back. */
export interface Codec {
  readonly read: (value: unknown) => unknown;
  readonly write: (value: unknown) => unknown;
}

/**
 * Where a field of a config file stands in ours, with dots (in several places: with spaces between); what it is where a file leaves it out
 * (nothing: it has to be there; null: the preset knows); and its codec.
 */
export type ConfigField = string | readonly [ours: string, fallback: unknown, codec?: Codec];

/** Several fields of a file that are one of ours. */
export interface ConfigFields {
  readonly ours: string;
  readonly read: (json: Json) => unknown;
  readonly write: (value: unknown) => Json;
}

/** A config's fields by their names in the file, and those that go together. */
export interface ConfigTable {
  readonly fields: Readonly<Record<string, ConfigField>>;
  readonly together?: readonly ConfigFields[];
}

/**
 * A config of ours from a file's.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export function readFields({ fields, together = [] }: ConfigTable, json: Json): Record<string, unknown> {
  const config: Record<string, unknown> = {};
  for (const [theirs, [paths, fallback, codec]] of entriesOf(fields)) {
    const value = json[theirs] ?? fallback;
    if (value === null) continue;
    const type = typeof (fallback ?? 0);
    if (codec === undefined && typeof value !== type) refuseField(theirs, `a ${type}`, value);
    for (const ours of paths.split(' ')) put(config, ours, codec?.read(value) ?? value);
  }
  for (const { ours, read } of together) put(config, ours, read(json));
  return config;
}

/** A file's config from one of ours in which nothing is left open. */
export function writeFields({ fields, together = [] }: ConfigTable, config: Json): Record<string, unknown> {
  const valueAt = (path: string): unknown => path.split('.').reduce<unknown>((at, key) => (at as Json | undefined)?.[key], config);
  const json: Record<string, unknown> = {};
  for (const [theirs, [paths, , codec]] of entriesOf(fields)) {
    const value = valueAt(paths.split(' ')[0] as string);
    json[theirs] = (codec === undefined ? value : codec.write(value)) ?? null;
  }
  return Object.assign(json, ...together.map(({ ours, write }) => write(valueAt(ours)))) as Record<string, unknown>;
}

/** @throws FigmentError `CONFIG_INVALID` always */
export function refuseField(name: string, right: string, value: unknown): never {
  throw new FigmentError('CONFIG_INVALID', `config.json: ${name} must be ${right}, got ${JSON.stringify(value)}.`);
}

function entriesOf(fields: ConfigTable['fields']): [string, Exclude<ConfigField, string>][] {
  return Object.entries(fields).map(([name, field]) => [name, typeof field === 'string' ? [field, undefined] : field]);
}

/** Objects join what is there; undefined leaves it. */
function put(config: Record<string, unknown>, path: string, value: unknown): void {
  const [key, ...rest] = path.split('.') as [string, ...string[]];
  if (value === undefined) return;
  if (rest.length > 0) put((config[key] ??= {}) as Record<string, unknown>, rest.join('.'), value);
  else config[key] = Object.getPrototypeOf(value) === Object.prototype ? { ...(config[key] as object | undefined), ...value } : value;
}
