import { type ErrorCode, FigmentError } from '../../errors.ts';
import type { SchemaField } from './describe.ts';
import { nearest } from './nearest.ts';

/**
 * Values from what a user typed, by path: `{ 'image.size': '32' }` -> `{ image: { size: 32 } }`. What can't be read as its field's type stays
 * text, for `checkSchema` to explain.
 *
 * @param name What the values are called in messages: 'config', 'options'.
 * @throws FigmentError of `code` for a path that no field has
 */
export function valuesFromText(fields: readonly SchemaField[], texts: Readonly<Record<string, string>>, name: string, code: ErrorCode): Record<string, unknown> {
  const values = Object.entries(texts).map(([path, text]) => {
    const own = fields.filter((field) => field.path === path);
    if (own.length === 0 && !fields.some((field) => field.path.startsWith(`${path}.`))) {
      const paths = [...new Set(fields.map((field) => field.path))];
      const near = nearest(path, paths);
      throw new FigmentError(code, `${name}.${path} is not known; ${near === undefined ? `it may have ${paths.join(', ')}.` : `did you mean ${name}.${near}?`}`);
    }
    const read = own.map((field) => valueFromText(field, text)).find((value) => value !== undefined);
    const whole = text.trim().startsWith('{') ? json(text) : undefined;
    return [path, read === undefined ? whole ?? text : read] as const;
  });
  return valuesFromPaths(Object.fromEntries(values));
}

/** `{ 'image.size': 32 }` -> `{ image: { size: 32 } }`. */
export function valuesFromPaths(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const nested: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(values)) {
    const steps = path.split('.');
    const last = steps.pop() ?? path;
    const parent = steps.reduce<Record<string, unknown>>((at, step) => (at[step] ??= {}) as Record<string, unknown>, nested);
    parent[last] = value;
  }
  return nested;
}

/** Undefined when the text can't be read as the field's type. */
export function valueFromText(field: SchemaField, text: string): unknown {
  const trimmed = text.trim();
  if (field.nullable && trimmed === 'null') return null;
  switch (field.type) {
    case 'integer':
    case 'number': return trimmed !== '' && Number.isFinite(Number(trimmed)) ? Number(trimmed) : undefined;
    case 'boolean': return trimmed === 'true' ? true : trimmed === 'false' ? false : undefined;
    case 'choice': return field.choices?.find((choice) => String(choice) === trimmed);
    case 'text': return text;
    case 'list': return listFromText(field, trimmed);
    case 'value': return json(trimmed);
  }
}

/** '[1, 2]', or '1, 2'. */
function listFromText({ items }: SchemaField, text: string): unknown {
  if (text.startsWith('[')) return json(text);
  return text === '' ? [] : text.split(',').map((part) => (items === undefined ? json(part) : valueFromText(items, part.trim())) ?? part.trim());
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
