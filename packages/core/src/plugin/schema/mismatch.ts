import { branches, type JsonSchema, resolved } from './json-schema.ts';
import type { Path } from './path.ts';

/** The innermost place where a value departs from its JSON Schema, and what the schema says of that place. */
export interface Mismatch {
  readonly path: Path;
  readonly node: JsonSchema;
}

export function mismatch(node: JsonSchema, value: unknown, root: JsonSchema, path: Path = []): Mismatch | undefined {
  const here = resolved(node, root);
  const wrong = { path, node: here };
  if (value === undefined) return here.default === undefined ? wrong : undefined;
  if (here.const !== undefined) return value === here.const ? undefined : wrong;
  if (here.enum !== undefined) return here.enum.includes(value) ? undefined : wrong;
  const union = branches(here);
  if (union !== undefined) return ofUnion(union, value, root, wrong);
  for (const part of here.allOf ?? []) {
    const found = mismatch(part, value, root, path);
    if (found) return found;
  }
  if (here.type !== undefined && ![here.type].flat().some((type) => isType(value, type))) return wrong;
  if (typeof value === 'number') return inRange(here, value) ? undefined : wrong;
  if (typeof value === 'string') return hasLength(value, here.minLength, here.maxLength) ? undefined : wrong;
  if (Array.isArray(value)) return hasLength(value, here.minItems, here.maxItems) ? ofItems(here, value, root, path) : wrong;
  if (isObject(value)) return ofProperties(here, value, root, path);
  return undefined;
}

/** The branch that was meant is the one that gets deepest into the value. */
function ofUnion(union: readonly JsonSchema[], value: unknown, root: JsonSchema, wrong: Mismatch): Mismatch | undefined {
  const found = union.map((branch) => mismatch(branch, value, root, wrong.path));
  if (found.some((each) => each === undefined)) return undefined;
  const deepest = found.reduce((a, b) => (b !== undefined && a !== undefined && b.path.length > a.path.length ? b : a));
  return deepest !== undefined && deepest.path.length > wrong.path.length ? deepest : wrong;
}

function ofItems(node: JsonSchema, values: readonly unknown[], root: JsonSchema, path: Path): Mismatch | undefined {
  for (const [i, value] of values.entries()) {
    const item = node.prefixItems?.[i] ?? node.items;
    const found = typeof item === 'object' ? mismatch(item, value, root, [...path, i]) : undefined;
    if (found) return found;
  }
  return undefined;
}

function ofProperties(node: JsonSchema, value: Record<string, unknown>, root: JsonSchema, path: Path): Mismatch | undefined {
  for (const [name, property] of Object.entries(node.properties ?? {})) {
    if (value[name] === undefined && node.required?.includes(name) !== true) continue;
    const found = mismatch(property, value[name], root, [...path, name]);
    if (found) return found;
  }
  return undefined;
}

function isType(value: unknown, type: string): boolean {
  switch (type) {
    case 'integer': return Number.isSafeInteger(value);
    case 'number': return Number.isFinite(value);
    case 'null': return value === null;
    case 'array': return Array.isArray(value);
    case 'object': return isObject(value);
    default: return typeof value === type;
  }
}

function inRange(node: JsonSchema, value: number): boolean {
  return value >= (node.minimum ?? -Infinity) && value <= (node.maximum ?? Infinity)
    && value > (node.exclusiveMinimum ?? -Infinity) && value < (node.exclusiveMaximum ?? Infinity)
    && (node.multipleOf === undefined || Math.abs(value / node.multipleOf - Math.round(value / node.multipleOf)) < 1e-9);
}

function hasLength(value: { readonly length: number }, least = 0, most = Infinity): boolean {
  return value.length >= least && value.length <= most;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
