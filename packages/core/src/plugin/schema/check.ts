import type { StandardSchemaV1 } from '@standard-schema/spec';

import { type ErrorCode, FigmentError } from '../../errors.ts';
import type { OutputOf, Schema } from '../spec/v1.ts';
import { expected } from './expected.ts';
import { type JsonSchema, jsonSchemaOf } from './json-schema.ts';
import { mismatch } from './mismatch.ts';
import { nearest } from './nearest.ts';
import { type Path, pathName, shown, valueAt } from './path.ts';
import { schemaAt } from './schema-at.ts';
import { type UnknownKey, unknownKeys } from './unknown-keys.ts';

/** One thing that is wrong with a config or with options; a form shows it beside the field of that path. */
export interface SchemaIssue {
  readonly path: Path;
  /** Names the place, the value it had and what would be right: `config.width must be an integer from 8 to 1024, got 3.` */
  readonly message: string;
}

/** The value with its defaults, or all that is wrong with it. */
export type Checked<Value> = { readonly value: Value; readonly issues?: undefined } | { readonly issues: readonly SchemaIssue[] };

/**
 * Validates `value`, fills in defaults, and explains what is wrong. Keys that the schema does not know are refused.
 *
 * @param name What the value is called in messages: 'config', 'options'.
 * @throws FigmentError `PLUGIN_INVALID` when the schema validates asynchronously
 */
export function checkSchema<S extends Schema>(schema: S, value: unknown, name: string): Checked<OutputOf<S>> {
  const json = jsonSchemaOf(schema);
  const unknown = unknownKeys(json, value).map((key) => ({ path: key.path, message: strange(key, name) }));
  const checked = schema['~standard'].validate(value) as StandardSchemaV1.Result<OutputOf<S>> | PromiseLike<unknown>;
  if ('then' in checked) throw new FigmentError('PLUGIN_INVALID', `the schema of ${name} validates asynchronously; it must answer at once.`);
  if (checked.issues === undefined && unknown.length === 0) return { value: checked.value };
  const issues = [...unknown, ...(checked.issues ?? []).flatMap((issue) => ofIssue(issue, value, json, name, unknown))];
  return { issues: issues.filter(({ message }, i) => issues.findIndex((other) => other.message === message) === i) };
}

/** As {@link checkSchema}, but throws. All issues stand in the message, one a line. */
export function parseSchema<S extends Schema>(schema: S, value: unknown, name: string, code: ErrorCode): OutputOf<S> {
  const checked = checkSchema(schema, value, name);
  if (checked.issues === undefined) return checked.value;
  throw new FigmentError(code, checked.issues.map(({ message }) => message).join('\n'));
}

function ofIssue(issue: StandardSchemaV1.Issue, value: unknown, json: JsonSchema, name: string, unknown: readonly SchemaIssue[]): SchemaIssue[] {
  const start = plain(issue.path);
  const node = schemaAt(json, start);
  const found = node && mismatch(node, valueAt(value, start), json, start);
  const path = found?.path ?? start;
  const got = `, got ${shown(valueAt(value, path))}.`;
  if (found) return [{ path, message: `${pathName(name, path)} must be ${expected(found.node, json)}${got}` }];
  // A strict schema reports unknown keys at their parent; they have been named already.
  if (unknown.some((key) => pathName('', key.path.slice(0, -1)) === pathName('', start))) return [];
  // A rule that JSON Schema can't say: the author's own words, who may have told the value.
  const said = issue.message.replace(/\.$/, '');
  return [{ path, message: `${pathName(name, path)}: ${said}${/, got [^,]+$/.test(said) ? '.' : got}` }];
}

function strange({ path, known }: UnknownKey, name: string): string {
  const key = String(path.at(-1));
  const near = nearest(key, known);
  const parent = path.slice(0, -1);
  const advice = near === undefined ? `it may have ${known.join(', ') || 'no keys'}` : `did you mean ${pathName(name, [...parent, near])}?`;
  return `${pathName(name, path)} is not known; ${advice}${advice.endsWith('?') ? '' : '.'}`;
}

function plain(path: StandardSchemaV1.Issue['path']): Path {
  return (path ?? []).map((step) => {
    const key = typeof step === 'object' ? step.key : step;
    return typeof key === 'number' ? key : String(key);
  });
}
