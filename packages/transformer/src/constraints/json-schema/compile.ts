import { both, choice, empty, type Expression, literal, nothing, repeat, type Rule, sequence } from '../automaton/expression.ts';
import type { Layout } from './layout.ts';
import { merge, type SchemaObject, withoutAnnotations } from './merge.ts';
import { numbers } from './numbers.ts';
import { refuse } from './refuse.ts';
import { content, plainCharacter, quote, string, type StringSchema } from './strings.ts';

/** Keywords by the type of value that they restrict. */
const keywords = {
  object: ['properties', 'required', 'additionalProperties', 'propertyNames', 'minProperties', 'maxProperties'],
  array: ['items', 'prefixItems', 'minItems', 'maxItems'],
  string: ['minLength', 'maxLength', 'pattern', 'format'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  integer: [],
  boolean: [],
  null: [],
} as const;
type Type = keyof typeof keywords;
const types = Object.keys(keywords) as Type[];
const general = ['type', 'enum', 'const', '$ref', 'allOf', 'anyOf', 'oneOf'];
const all: readonly string[] = [...general, ...Object.values(keywords).flat()];
const deepest = 200;

/**
 * A JSON Schema as what its texts are.
 *
 * @throws FigmentError `CONSTRAINT_INVALID` with the path of what is wrong or can't be done
 */
export function compileSchema(document: unknown, layout: Layout): Expression {
  const rules = new Map<string, Rule>();
  let depth = 0;

  const rule = (name: string, make: () => Expression): Rule => {
    const known = rules.get(name);
    if (known !== undefined) return known;
    const made: Rule = { kind: 'rule', name, body: nothing };
    rules.set(name, made);
    made.body = make();
    return made;
  };
  const anything = (): Expression => rule('any value', () => choice(types.filter((type) => type !== 'integer').map((type) => ofType(type, {}, 'any value'))));

  /** A schema with its references and `allOf` in one. */
  const flat = (schema: unknown, path: string): SchemaObject | boolean => {
    if (typeof schema === 'boolean') return schema;
    if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return refuse(path, `must be a schema: an object, true or false, got ${JSON.stringify(schema)}.`);
    if (++depth > deepest) refuse(path, 'needs itself before it begins, or lies too deep.');
    const { $ref, allOf, ...own } = withoutAnnotations(schema as SchemaObject);
    const unknown = Object.keys(own).find((key) => !all.includes(key));
    if (unknown !== undefined) refuse(`${path}.${unknown}`, `is not supported: use ${all.join(', ')}.`);
    const parts = [
      ...($ref === undefined ? [] : [flat(resolve(document, $ref, `${path}.$ref`), $ref as string)]),
      ...schemas(allOf ?? [], `${path}.allOf`).map((part, i) => flat(part, `${path}.allOf[${i}]`)),
    ];
    depth--;
    return parts.some((part) => part === false) ? false : parts.reduce<SchemaObject>((merged, part) => (typeof part === 'boolean' ? merged : merge(merged, part, path)), own);
  };

  /** @param also what holds besides */
  const compile = (schema: unknown, path: string, also: SchemaObject = {}): Expression => {
    const { $ref, ...beside } = typeof schema === 'object' && schema !== null ? withoutAnnotations({ ...schema, ...also }) : {};
    if (typeof $ref === 'string' && Object.keys(beside).length === 0) return rule($ref, () => compile(resolve(document, $ref, `${path}.$ref`), $ref));
    const own = flat(schema, path);
    if (own === false) return nothing;
    const whole = merge(also, own === true ? {} : own, path);
    // Named by what it says: so references that are merged with more than themselves end too.
    return rule(JSON.stringify(whole), () => ofSchema(whole, path));
  };

  const ofSchema = (schema: SchemaObject, path: string): Expression => {
    const union = ['anyOf', 'oneOf'].find((key) => key in schema);
    if (union !== undefined) {
      const { [union]: branches, ...rest } = schema;
      return choice(schemas(branches, `${path}.${union}`).map((branch, i) => compile(branch, `${path}.${union}[${i}]`, rest)));
    }
    const given = typesOf(schema, path);
    if ('enum' in schema || 'const' in schema) return constants(schema, given, path);
    const implied = given ?? types.filter((type) => keywords[type].some((key) => key in schema));
    return implied.length === 0 && given === undefined ? anything() : choice(implied.map((type) => ofType(type, schema, path)));
  };

  const constants = (schema: SchemaObject, given: readonly Type[] | undefined, path: string): Expression => {
    const beside = Object.keys(schema).find((key) => !['type', 'enum', 'const'].includes(key));
    if (beside !== undefined) refuse(`${path}.${beside}`, 'can\'t stand beside enum or const: say the values alone.');
    const listed = schema['enum'] === undefined ? [schema['const']] : Array.isArray(schema['enum']) ? schema['enum'] as unknown[] : refuse(`${path}.enum`, 'must be a list.');
    const values = listed.filter((value) => !('const' in schema) || JSON.stringify(value) === JSON.stringify(schema['const']));
    return choice(values.filter((value) => given?.some((type) => isOf(type, value)) !== false).map(constant));
  };

  const separated = (items: readonly Expression[]): Expression => sequence(...items.flatMap((item, i) => (i === 0 ? [item] : [layout.comma, item])));
  const member = (name: Expression, value: Expression): Expression => sequence(name, layout.colon, value);

  const constant = (value: unknown): Expression => {
    if (Array.isArray(value)) return value.length === 0 ? literal('[]') : layout.within('[]', separated(value.map(constant)), false);
    if (typeof value !== 'object' || value === null) return literal(JSON.stringify(value));
    const members = Object.entries(value).map(([name, inner]) => member(literal(JSON.stringify(name)), constant(inner)));
    return members.length === 0 ? literal('{}') : layout.within('{}', separated(members), false);
  };

  const ofType = (type: Type, schema: SchemaObject, path: string): Expression => {
    check(schema, path);
    switch (type) {
      case 'null': return literal('null');
      case 'boolean': return choice([literal('true'), literal('false')]);
      case 'integer':
      case 'number': return numbers({ ...schema, isInteger: type === 'integer' });
      case 'string': return string(schema, path);
      case 'array': return array(schema, path);
      case 'object': return object(schema, path);
      default: return type satisfies never;
    }
  };

  const array = (schema: SchemaObject, path: string): Expression => {
    const first = schemas(schema['prefixItems'] ?? [], `${path}.prefixItems`).map((item, i) => compile(item, `${path}.prefixItems[${i}]`));
    const { items = first.length === 0, minItems = first.length, maxItems = Infinity } = schema as { items?: unknown; minItems?: number; maxItems?: number };
    if (Array.isArray(items)) refuse(`${path}.items`, 'must be one schema: those of the first values are prefixItems.');
    const item = items === true ? anything() : compile(items, `${path}.items`);
    const least = Math.max(minItems, 1);
    /** From value i on, where those before stand. */
    const from = (i: number): Expression => {
      if (i >= maxItems) return empty;
      const comma = i === 0 ? [] : [layout.comma];
      if (i < first.length) return optional(sequence(...comma, first[i]!, from(i + 1)), i >= least);
      if (i === 0) return sequence(item, repeat(sequence(layout.comma, item), least - 1, maxItems - 1));
      return repeat(sequence(layout.comma, item), Math.max(least - i, 0), maxItems - i);
    };
    if (maxItems === 0) return minItems === 0 ? literal('[]') : nothing;
    return layout.within('[]', from(0), minItems === 0);
  };

  const object = (schema: SchemaObject, path: string): Expression => {
    const properties = record(schema['properties'] ?? {}, `${path}.properties`);
    const others = schema['additionalProperties'] ?? schema['properties'] === undefined;
    const { required = [], minProperties = 0, maxProperties = Infinity } = schema as { required?: string[]; minProperties?: number; maxProperties?: number };
    const other = others === true ? anything() : compile(others, `${path}.additionalProperties`);
    const known = [
      ...Object.entries(properties).map(([name, value]) => ({ name, value: compile(value, `${path}.properties.${name}`) })),
      ...required.filter((name) => !Object.hasOwn(properties, name)).map((name) => ({ name, value: other })),
    ];
    if (known.length > 0 && (minProperties > required.length || maxProperties < Infinity)) refuse(`${path}.${maxProperties < Infinity ? 'maxProperties' : 'minProperties'}`, 'is supported where no property is named.');
    const pair = member(nameOf(schema['propertyNames'], known.map(({ name }) => name), `${path}.propertyNames`), other);
    const next = sequence(layout.comma, pair);
    const free = (isFirst: boolean): Expression => {
      if (!isFirst) return repeat(next, 0, Infinity);
      return maxProperties === 0 ? nothing : sequence(pair, repeat(next, Math.max(minProperties - 1, 0), maxProperties - 1));
    };
    const made = new Map<string, Expression>();
    /** From property i on; `isFirst` where none before stands. */
    const from = (i: number, isFirst: boolean): Expression => {
      const property = known[i];
      if (property === undefined) return free(isFirst);
      const key = `${i}${isFirst}`;
      const { name, value } = property;
      const expression = made.get(key) ?? choice([
        sequence(...(isFirst ? [] : [layout.comma]), member(literal(JSON.stringify(name)), value), from(i + 1, false)),
        ...(required.includes(name) ? [] : [from(i + 1, isFirst)]),
      ]);
      made.set(key, expression);
      return expression;
    };
    return layout.within('{}', from(0, true), required.length === 0 && minProperties === 0);
  };

  /** A name that is none of those that are taken. */
  const nameOf = (schema: unknown, taken: readonly string[], path: string): Expression => {
    const whole = flat(schema ?? true, path);
    if (whole === false) return nothing;
    const { type = 'string', ...rest } = whole === true ? {} : whole;
    const beside = Object.keys(rest).find((key) => !['enum', 'const', ...keywords.string].includes(key));
    if (type !== 'string' || beside !== undefined) refuse(path, `must be a schema of strings${beside === undefined ? '' : ` without ${beside}`}.`);
    const inner = (value: unknown): Expression => literal(JSON.stringify(String(value)).slice(1, -1));
    const { minLength = 0, maxLength = Infinity } = rest as StringSchema;
    const of = 'const' in rest || 'enum' in rest ? choice([...(rest['enum'] as unknown[] | undefined ?? [rest['const']])].map(inner)) : content(rest, path) ?? repeat(plainCharacter, minLength, maxLength);
    return sequence(quote, taken.length === 0 ? of : both({ of, negated: false }, { of: choice(taken.map(inner)), negated: true }), quote);
  };

  return compile(document, 'schema');
}

const optional = (expression: Expression, isOptional: boolean): Expression => (isOptional ? repeat(expression, 0, 1) : expression);

function isOf(type: Type, value: unknown): boolean {
  switch (type) {
    case 'null': return value === null;
    case 'array': return Array.isArray(value);
    case 'integer': return Number.isInteger(value);
    case 'object': return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'boolean':
    case 'number':
    case 'string': return typeof value === type;
    default: return type satisfies never;
  }
}

function typesOf({ type }: SchemaObject, path: string): readonly Type[] | undefined {
  if (type === undefined) return undefined;
  const given = [type].flat();
  const unknown = given.find((each) => !types.includes(each as Type));
  if (unknown !== undefined) refuse(`${path}.type`, `must be ${types.join(', ')}, or a list of them, got ${JSON.stringify(type)}.`);
  // A number may be an integer already.
  return (given as Type[]).filter((each) => each !== 'integer' || !given.includes('number'));
}

/** Numbers are numbers, counts are counts. */
function check(schema: SchemaObject, path: string): void {
  for (const [key, value] of Object.entries(schema)) {
    const isCount = /^(min|max)(Length|Items|Properties)$/.test(key);
    if (isCount ? !Number.isSafeInteger(value) || (value as number) < 0 : keywords.number.some((each) => each === key) && !Number.isFinite(value)) refuse(`${path}.${key}`, `must be ${isCount ? 'a count' : 'a number'}, got ${JSON.stringify(value)}.`);
    if ((key === 'pattern' || key === 'format') && typeof value !== 'string') refuse(`${path}.${key}`, `must be text, got ${JSON.stringify(value)}.`);
    if (key === 'required' && !(Array.isArray(value) && value.every((name) => typeof name === 'string'))) refuse(`${path}.required`, `must be a list of names, got ${JSON.stringify(value)}.`);
  }
}

function record(value: unknown, path: string): SchemaObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as SchemaObject : refuse(path, `must be an object, got ${JSON.stringify(value)}.`);
}

function schemas(value: unknown, path: string): readonly unknown[] {
  return Array.isArray(value) ? value as unknown[] : refuse(path, `must be a list of schemas, got ${JSON.stringify(value)}.`);
}

/** What a reference within a document points at. */
function resolve(document: unknown, reference: unknown, path: string): unknown {
  if (typeof reference !== 'string' || !/^#(\/|$)/.test(reference)) return refuse(path, `must point into this schema (#/$defs/name), got ${JSON.stringify(reference)}.`);
  const steps = reference.split('/').slice(1).map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  const target = steps.reduce<unknown>((at, step) => (typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? (at as SchemaObject)[step] : undefined), document);
  return target ?? refuse(path, `${reference} points at nothing.`);
}
