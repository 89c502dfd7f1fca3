import { FigmentError } from '@figment/core';

/** What stands in a config file, or one of ours. */
export type Json = Readonly<Record<string, unknown>>;

/** How a value of theirs becomes one of ours, and back. */
export interface Codec {
  readonly read: (value: unknown, json: Json) => unknown;
  readonly write: (value: unknown, config: Json) => unknown;
}

/** A field of a config file and where it stands in ours. */
export interface ConfigField {
  /** '' for a codec that reads and writes several fields: all of the file, and an object. */
  readonly theirs: string;
  /** With dots: 'norm.epsilon'. */
  readonly ours: string;
  /** The class's own, for files that leave it out; undefined where it must be there, null where ours is left out then. */
  readonly fallback: unknown;
  readonly codec?: Codec | undefined;
}

/** A field as it is, or by a codec. */
export function field(theirs: string, ours: string, fallback?: unknown, codec?: Codec): ConfigField {
  return { theirs, ours, fallback, codec };
}

/** Several fields, or one that depends on others. */
export function fields(ours: string, codec: Codec): ConfigField {
  return { theirs: '', ours, fallback: null, codec };
}

/** Fields that are the same thing of ours. */
export function shared(names: readonly string[], ours: string, fallback: unknown): ConfigField[] {
  return names.map((name) => field(name, ours, fallback));
}

/**
 * A config of ours from a file's.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export function readFields(table: readonly ConfigField[], json: Json): Record<string, unknown> {
  const config: Record<string, unknown> = {};
  for (const { theirs, ours, fallback, codec } of table) {
    const value = theirs === '' ? json : (json[theirs] ?? fallback);
    if (value === undefined) throw new FigmentError('CONFIG_INVALID', `config.json must have ${theirs}.`);
    if (value === null) continue;
    const expected = fallback === undefined || fallback === null ? 'number' : typeof fallback;
    if (codec === undefined && typeof value !== expected) refuseField(theirs, `a ${expected}`, value);
    const read = codec === undefined ? value : codec.read(value, json);
    if (read !== undefined) put(config, ours, read);
  }
  return config;
}

/** A file's config from one of ours in which nothing is left open. */
export function writeFields(table: readonly ConfigField[], config: Json): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  for (const { theirs, ours, codec } of table) {
    const value = ours.split('.').reduce<unknown>((at, key) => (at as Json | undefined)?.[key], config);
    const written = (codec === undefined ? value : codec.write(value, config)) ?? null;
    if (theirs === '') Object.assign(json, written);
    else json[theirs] = written;
  }
  return json;
}

/** @throws FigmentError `CONFIG_INVALID` always */
export function refuseField(name: string, right: string, value: unknown): never {
  throw new FigmentError('CONFIG_INVALID', `config.json: ${name} must be ${right}, got ${JSON.stringify(value)}.`);
}

function put(config: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() as string;
  const at = keys.reduce((node, key) => (node[key] ??= {}) as Record<string, unknown>, config);
  at[last] = typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...(at[last] as object | undefined), ...value } : value;
}
