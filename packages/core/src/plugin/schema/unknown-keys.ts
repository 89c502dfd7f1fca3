import { branches, type JsonSchema, resolved } from './json-schema.ts';
import { isObject } from './mismatch.ts';
import type { Path } from './path.ts';

/** A key that no part of the schema knows, most likely misspelt. */
export interface UnknownKey {
  readonly path: Path;
  readonly known: readonly string[];
}

/** Schemas such as zod's `z.object` drop unknown keys silently; a user who misspelt one should hear of it. */
export function unknownKeys(node: JsonSchema, value: unknown, root: JsonSchema = node, path: Path = []): UnknownKey[] {
  const parts = alternatives(node, root);
  if (Array.isArray(value)) {
    return value.flatMap((child: unknown, i) => within(parts.map((part) => part.prefixItems?.[i] ?? part.items), child, root, [...path, i]));
  }
  if (!isObject(value)) return [];
  const objects = parts.filter((part) => part.properties !== undefined);
  if (objects.length === 0 || objects.some((part) => part.additionalProperties !== undefined && part.additionalProperties !== false)) return [];
  const known = [...new Set(objects.flatMap((part) => Object.keys(part.properties ?? {})))];
  return Object.entries(value).flatMap(([name, child]) => (known.includes(name)
    ? within(objects.map((part) => part.properties?.[name]), child, root, [...path, name])
    : [{ path: [...path, name], known }]));
}

function within(nodes: readonly (JsonSchema | boolean | undefined)[], value: unknown, root: JsonSchema, path: Path): UnknownKey[] {
  const schemas = nodes.filter((node) => typeof node === 'object');
  return schemas.length === 0 ? [] : unknownKeys({ anyOf: schemas }, value, root, path);
}

/** What a value may be, with unions and intersections laid flat. */
function alternatives(node: JsonSchema, root: JsonSchema): readonly JsonSchema[] {
  const here = resolved(node, root);
  return [here, ...(branches(here) ?? []).flatMap((branch) => alternatives(branch, root)), ...(here.allOf ?? []).flatMap((part) => alternatives(part, root))];
}
