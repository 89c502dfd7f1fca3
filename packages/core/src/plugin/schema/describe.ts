import type { Schema } from '../spec/v1.ts';
import { branches, type JsonSchema, jsonSchemaOf, resolved } from './json-schema.ts';
import { isObject } from './mismatch.ts';

/** One of the values that a field may have. */
export type Choice = string | number | boolean | null;

/** One value of a config or of options: what a command-line flag or a form control is made from. */
export interface SchemaField {
  /** 'image.size': the flag `--config.image.size`. */
  readonly path: string;
  /** As the author titled it, or made from the name: 'Learning rate'. */
  readonly title: string;
  readonly description?: string;
  /** `value` is anything else, written as JSON. */
  readonly type: 'integer' | 'number' | 'boolean' | 'text' | 'choice' | 'list' | 'value';
  /** It has no default and can't be left out. */
  readonly required: boolean;
  readonly default?: unknown;
  readonly min?: number;
  readonly max?: number;
  /** The bound itself is out. */
  readonly exclusiveMin?: number;
  readonly exclusiveMax?: number;
  readonly multipleOf?: number;
  readonly choices?: readonly Choice[];
  /** Good values, as the author names them (`.meta({ examples: [...] })`), of a field that may have others: those that plugins bring. */
  readonly examples?: readonly unknown[];
  /** Of a list: what each value is, and how many there may be. */
  readonly items?: SchemaField;
  /** Of a record with names of one's own: what each value is. */
  readonly values?: SchemaField;
  readonly minItems?: number;
  readonly maxItems?: number;
  /** `null` is allowed. */
  readonly nullable: boolean;
  /** Few people need it (`.meta({ advanced: true })`): hosts may fold it away. */
  readonly advanced: boolean;
  /** Several fields say the same thing in different ways (`latent: 32`, or `latent: { channels, downsample }`): give those of one number. */
  readonly alternative?: { readonly of: string; readonly number: number };
  /** It belongs to a record that may be left out: its default counts once anything of the record is said; what is `needed` has to be said then. */
  readonly optional?: { readonly of: string; readonly description?: string; readonly needed: boolean };
}

interface Place {
  readonly path: string;
  readonly required: boolean;
  /** Of what encloses it. */
  readonly advanced: boolean;
  readonly default: unknown;
  readonly alternative: SchemaField['alternative'] | undefined;
  readonly optional: SchemaField['optional'] | undefined;
}

/** The JSON Schema of a config or of options as a flat list of fields, in the author's order. Flags and forms are both made from it. */
export function describeSchema(schema: Schema): SchemaField[] {
  const root = jsonSchemaOf(schema);
  return describe(root, { path: '', required: true, advanced: false, default: undefined, alternative: undefined, optional: undefined }, root);
}

function describe(node: JsonSchema, place: Place, root: JsonSchema): SchemaField[] {
  const here = resolved(node, root);
  const inherited = place.default === undefined ? here.default : place.default;
  const at: Place = { ...place, default: inherited, advanced: place.advanced || here.advanced === true };
  const union = branches(here)?.map((branch) => resolved(branch, root));
  if (union !== undefined && !union.every(({ const: constant }) => constant !== undefined)) return ofUnion(here, union, at, root);
  if (here.properties !== undefined) {
    const isLeftOut = at.path !== '' && !at.required && inherited === undefined && at.alternative === undefined;
    const record = isLeftOut ? { of: at.path, ...present({ description: here.description }), needed: true } : at.optional;
    return Object.entries(here.properties).flatMap(([name, property]) => describe(property, {
      ...at,
      path: at.path === '' ? name : `${at.path}.${name}`,
      required: at.required && at.default === undefined && here.required?.includes(name) === true,
      default: isObject(at.default) ? at.default[name] : undefined,
      optional: record && { ...record, needed: record.needed && here.required?.includes(name) === true },
    }, root));
  }
  return [leaf(here, at, root, false)];
}

function ofUnion(node: JsonSchema, union: readonly JsonSchema[], at: Place, root: JsonSchema): SchemaField[] {
  const nullable = union.some(({ type }) => type === 'null');
  const rest = union.filter(({ type }) => type !== 'null');
  return rest.flatMap((branch, number) => {
    const inside = { ...(node.title !== undefined && { title: node.title }), ...(node.description !== undefined && { description: node.description }), ...branch };
    // A default belongs to the branch that it fits.
    const fits = rest.length === 1 || isObject(at.default) === (branch.properties !== undefined);
    const place: Place = { ...at, default: fits ? at.default : undefined, required: at.required && at.default === undefined, alternative: rest.length === 1 ? at.alternative : { of: at.path, number } };
    return describe(inside, place, root).map((field) => (nullable && field.path === at.path ? { ...field, nullable } : field));
  });
}

function leaf(node: JsonSchema, at: Place, root: JsonSchema, insideList: boolean): SchemaField {
  const choices = choicesOf(node, root);
  const type = typeOf(node, choices);
  const item = type === 'list' && typeof node.items === 'object' ? resolved(node.items, root) : undefined;
  const value = type === 'value' && typeof node.additionalProperties === 'object' && Object.keys(node.additionalProperties).length > 0 ? resolved(node.additionalProperties, root) : undefined;
  const part = (inner: JsonSchema): SchemaField => leaf(inner, { ...at, default: undefined, alternative: undefined, optional: undefined }, root, true);
  const bounds = {
    min: node.minimum === -Number.MAX_SAFE_INTEGER ? undefined : node.minimum,
    max: node.maximum === Number.MAX_SAFE_INTEGER ? undefined : node.maximum,
    exclusiveMin: node.exclusiveMinimum,
    exclusiveMax: node.exclusiveMaximum,
    multipleOf: node.multipleOf,
    minItems: node.minItems,
    maxItems: node.maxItems,
  };
  return {
    path: at.path,
    title: node.title ?? titleOf(at.path),
    ...present({ description: node.description, default: at.default, choices, examples: node.examples, alternative: at.alternative, optional: at.optional, ...bounds }),
    type,
    required: at.required && at.default === undefined && !insideList,
    nullable: false,
    advanced: at.advanced,
    ...(item && { items: part(item) }),
    ...(value && { values: part(value) }),
  };
}

function typeOf(node: JsonSchema, choices: readonly Choice[] | undefined): SchemaField['type'] {
  if (choices !== undefined) return 'choice';
  switch (String(node.type)) {
    case 'integer': return 'integer';
    case 'number': return 'number';
    case 'boolean': return 'boolean';
    case 'string': return 'text';
    case 'array': return 'list';
    default: return 'value';
  }
}

function choicesOf(node: JsonSchema, root: JsonSchema): readonly Choice[] | undefined {
  const constants = branches(node)?.map((branch) => resolved(branch, root).const);
  const values = node.enum ?? (node.const === undefined ? constants?.every((value) => value !== undefined) === true ? constants : undefined : [node.const]);
  return values as readonly Choice[] | undefined;
}

/** 'decoder.learningRate' -> 'Learning rate'. */
function titleOf(path: string): string {
  const words = (path.split('.').at(-1) ?? '').replace(/([a-z\d])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function present<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
