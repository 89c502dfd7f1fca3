import { FigmentError } from '@figment/core';
import type { Schema } from '@figment/core/plugin';

import type { Form } from './constrain.ts';
import { compileSchema } from './json-schema/compile.ts';
import { layoutOf, type Whitespace } from './json-schema/layout.ts';

/** How JSON is written. */
export interface JsonSchemaOptions {
  /** 'compact' (the default) as `JSON.stringify(value)`, 'spaced' as Python's `json.dumps(value)`, 'pretty' as `JSON.stringify(value, null, 2)`. */
  readonly whitespace?: Whitespace | undefined;
}

/**
 * JSON that a schema allows: a JSON Schema (draft 2020-12), `true` for any JSON, or a schema of zod, ArkType or another library that
 * describes itself (what it takes, before its defaults).
 *
 * Supported: `type` (one or several), `enum`, `const`, `properties`, `required`, `additionalProperties`, `propertyNames`, `minProperties`
 * and `maxProperties` (of maps), `items`, `prefixItems`, `minItems`, `maxItems`, `minLength`, `maxLength`, `pattern`, `format` (date, time,
 * date-time, duration, uuid, email, hostname, ipv4, uri; others beside a pattern, which then says it), `minimum`, `maximum`,
 * `exclusiveMinimum`, `exclusiveMaximum`, `anyOf`, `oneOf` (as `anyOf`), `allOf` where its parts make one schema, `$ref` within the schema.
 *
 * All that is written is valid; of what is valid, one spelling can be written. Properties come in the order of `properties`; others only
 * where `additionalProperties` asks for them, or nothing names any, likewise values beyond `prefixItems`; numbers have up to 21 digits before
 * the point (integers 16) and 22 after it, and no exponent where they have bounds. A schema without `type` stands for the types that its keywords speak of.
 *
 * @throws FigmentError `CONSTRAINT_INVALID` with the path of what is wrong, or not supported
 */
export function jsonSchema(schema: Schema | object | boolean, { whitespace = 'compact' }: JsonSchemaOptions = {}): Form {
  return { title: 'the JSON schema', expression: compileSchema(isStandard(schema) ? described(schema) : schema, layoutOf(whitespace)) };
}

function isStandard(schema: unknown): schema is Schema {
  return (typeof schema === 'object' || typeof schema === 'function') && schema !== null && '~standard' in schema;
}

function described(schema: Schema): unknown {
  try {
    return schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' });
  } catch (cause) {
    throw new FigmentError('CONSTRAINT_INVALID', `schema: can't be said in JSON Schema (${cause instanceof Error ? cause.message : String(cause)}).`, { cause });
  }
}
