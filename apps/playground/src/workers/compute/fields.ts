import { describeSchema, type Schema, type SchemaField } from '@figment/core/plugin';

import type { Field } from '../protocol/index.ts';

/** A schema as the fields of a form. */
export function fields(schema: Schema): readonly Field[] {
  return describeSchema(schema).map((field) => ({
    path: field.path.split('.'),
    label: field.title,
    group: groupOf(field),
    description: field.description,
    type: typeOf(field),
    items: itemsOf(field),
    choices: field.choices?.filter((choice) => choice !== null),
    minimum: field.min ?? field.items?.min ?? field.exclusiveMin,
    maximum: field.max ?? field.items?.max ?? field.exclusiveMax,
    step: field.multipleOf,
    maxItems: field.maxItems,
    default: field.default,
    required: field.required,
    advanced: field.advanced,
    alternative: field.alternative === undefined ? undefined : { of: field.alternative.of.split('.'), number: field.alternative.number },
    record: field.optional === undefined ? undefined : { of: field.optional.of.split('.'), label: titleOf(field.optional.of.split('.').at(-1) ?? ''), description: field.optional.description, needed: field.optional.needed },
  }));
}

/** `annealing.schedule` is called 'Schedule', which says nothing without what it belongs to. */
function groupOf({ path, alternative }: SchemaField): string | undefined {
  const parent = path.split('.').at(-2);
  return parent === undefined || alternative !== undefined ? undefined : titleOf(parent);
}

/** `endDecay` -> 'End decay' */
function titleOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** A list of numbers around zero is moved by sliders; other lists of one thing each are tags; what has no form of its own is written as JSON. */
function typeOf(field: SchemaField): Field['type'] {
  const { type, items, default: standard } = field;
  if (type === 'list' && items?.type === 'number' && (items.min ?? 0) < 0 && Array.isArray(standard) && standard.length === 0) return 'numbers';
  if (type === 'list' || type === 'value') return itemsOf(field) === undefined ? 'json' : type === 'list' ? 'tags' : 'pairs';
  return type;
}

function itemsOf({ type, items, values }: SchemaField): Field['items'] {
  const each = type === 'list' ? items?.type : type === 'value' ? values?.type : undefined;
  if (each === 'text' || each === 'integer' || each === 'number') return each;
  return type === 'list' && each === 'value' ? 'any' : undefined;
}
