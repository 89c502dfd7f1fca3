import type { StandardSchemaV1 } from '@standard-schema/spec';

import { FigmentError } from '../errors.ts';

/** Version of diffusers whose format is written. */
export const DIFFUSERS_VERSION = '0.42.1';

/**
 * A `config.json` of one of diffusers' classes, by its schema.
 *
 * @param className what `_class_name` must be, or one of several
 * @throws FigmentError `CONFIG_INVALID` with the path of what is wrong
 */
export function parseClassConfig<S extends StandardSchemaV1>(schema: S, json: unknown, className: string | readonly string[]): StandardSchemaV1.InferOutput<S> {
  const given = (json as { _class_name?: unknown } | null)?._class_name;
  const names = [className].flat();
  if (!names.includes(given as string)) throw refuseField('_class_name', names.join(' or '), given);
  const parsed = schema['~standard'].validate(json);
  if (parsed instanceof Promise) throw new FigmentError('CONFIG_INVALID', 'the schema of a config.json must not be asynchronous.');
  if (parsed.issues === undefined) return parsed.value;
  const [issue] = parsed.issues;
  const path = issue?.path?.map((part) => String(typeof part === 'object' ? part.key : part)).join('.') ?? '';
  throw new FigmentError('CONFIG_INVALID', `config.json: ${path}: ${issue?.message ?? 'is not right'}.`);
}

/** The error of a field that says what there is not. */
export function refuseField(field: string, right: string, value: unknown): FigmentError {
  return new FigmentError('CONFIG_INVALID', `config.json: ${field} must be ${right}, got ${JSON.stringify(value)}.`);
}
