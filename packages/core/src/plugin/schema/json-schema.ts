import type { Schema } from '../spec/v1.ts';

/** The part of JSON Schema (draft 2020-12) that describes configs and options. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  /** Good values of what may have others, too. */
  readonly examples?: readonly unknown[];
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: JsonSchema | boolean;
  readonly prefixItems?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  /** What an author adds with zod's `.meta({ advanced: true })`. */
  readonly advanced?: unknown;
}

/** A schema is a value: it is described once. */
const described = new WeakMap<Schema, JsonSchema>();

/** What may be given to `schema`, before defaults are filled in. */
export function jsonSchemaOf(schema: Schema): JsonSchema {
  let json = described.get(schema);
  if (json === undefined) described.set(schema, (json = schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' }) as JsonSchema));
  return json;
}

/** Follows `$ref`, which stands for a part of the same document. */
export function resolved(node: JsonSchema, root: JsonSchema): JsonSchema {
  let here = node;
  while (here.$ref !== undefined) {
    const { $ref, ...beside } = here;
    const target = $ref.replace(/^#\/?/, '').split('/').filter(Boolean)
      .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], root) as JsonSchema | undefined;
    if (target === undefined) return beside;
    here = { ...target, ...beside };
  }
  return here;
}

/** The branches of a union. */
export function branches(node: JsonSchema): readonly JsonSchema[] | undefined {
  return node.anyOf ?? node.oneOf;
}
