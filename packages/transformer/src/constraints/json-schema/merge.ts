import { refuse } from './refuse.ts';

/** A JSON Schema that is no boolean. */
export type SchemaObject = Readonly<Record<string, unknown>>;

/** Keywords that tell people something and restrict nothing. */
const annotations = ['title', 'description', 'default', 'examples', 'deprecated', 'readOnly', 'writeOnly', '$comment', '$schema', '$id', 'id', '$defs', 'definitions', 'contentMediaType', 'contentEncoding'];

export const withoutAnnotations = (schema: SchemaObject): SchemaObject => Object.fromEntries(Object.entries(schema).filter(([key, value]) => !annotations.includes(key) && !key.startsWith('x-') && value !== undefined));

const list = (value: unknown): readonly unknown[] => [value].flat();
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What both of two values of a keyword say; undefined where that can't be said in one. */
const rules: Readonly<Record<string, (a: never, b: never) => unknown>> = {
  type: (a, b) => list(a).flatMap((one) => list(b).flatMap((other) => (one === other || other === 'number' && one === 'integer' ? [one] : one === 'number' && other === 'integer' ? [other] : []))),
  properties: (a: SchemaObject, b: SchemaObject) => ({ ...a, ...b, ...Object.fromEntries(Object.keys(a).filter((name) => Object.hasOwn(b, name)).map((name) => [name, { allOf: [a[name], b[name]] }])) }),
  required: (a: string[], b: string[]) => [...new Set([...a, ...b])],
  enum: (a: unknown[], b: unknown[]) => a.filter((one) => b.some((other) => same(one, other))),
  ...Object.fromEntries(['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'].map((key) => [key, Math.max])),
  ...Object.fromEntries(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'].map((key) => [key, Math.min])),
  ...Object.fromEntries(['items', 'propertyNames'].map((key) => [key, (a: unknown, b: unknown) => ({ allOf: [a, b] })])),
};

/**
 * One schema that says what two say.
 *
 * @throws FigmentError `CONSTRAINT_INVALID` with the keyword, where one can't
 */
export function merge(first: SchemaObject, second: SchemaObject, path: string): SchemaObject {
  for (const [closed, other] of [[first, second], [second, first]] as const) {
    const extra = closed['additionalProperties'] === undefined || closed['additionalProperties'] === true ? undefined
      : Object.keys(other['properties'] ?? {}).find((name) => !Object.hasOwn(closed['properties'] ?? {}, name));
    if (extra !== undefined) refuse(`${path}.additionalProperties`, `stands beside a schema with other properties (${extra}), which it would hold for too: leave it out.`);
  }
  const merged: Record<string, unknown> = { ...first };
  for (const [key, value] of Object.entries(second)) {
    const own = merged[key];
    const rule = rules[key];
    if (own === undefined || same(own, value)) merged[key] = value;
    else if (rule !== undefined) merged[key] = rule(own as never, value as never);
    else refuse(`${path}.${key}`, 'is said twice, differently, which can\'t be made one: say it once.');
  }
  return merged;
}
