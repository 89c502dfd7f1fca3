import { branches, type JsonSchema, resolved } from './json-schema.ts';
import type { Path } from './path.ts';

/** What a schema says of one place inside the values it describes. */
export function schemaAt(root: JsonSchema, path: Path): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>((node, step) => node && child(resolved(node, root), step, root), root);
}

function child(node: JsonSchema, step: string | number, root: JsonSchema): JsonSchema | undefined {
  const union = [...(branches(node) ?? []), ...(node.allOf ?? [])];
  const own = typeof step === 'number'
    ? node.prefixItems?.[step] ?? node.items
    : node.properties?.[step] ?? node.additionalProperties;
  if (typeof own === 'object') return own;
  const found = union.map((part) => child(resolved(part, root), step, root)).filter((part) => part !== undefined);
  return found.length > 1 ? { anyOf: found } : found[0];
}
