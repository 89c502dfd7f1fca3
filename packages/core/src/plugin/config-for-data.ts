import type { FieldSpec } from '../data/dataset.ts';
import { learntFields } from './require-fields.ts';
import { isObject } from './schema/mismatch.ts';
import type { AnyModelDefinition } from './spec/v1.ts';

/**
 * A config for learning from data with these fields: what follows from the data (such as the size of its pictures), and over it what the
 * user says. The result still has to be validated, as `createModel` does.
 *
 * @throws FigmentError `DATA_INVALID` when the data lacks a field that the model learns from, or has it of another kind
 */
export function configForData(
  definition: Pick<AnyModelDefinition, 'id' | 'data'>,
  config: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, FieldSpec>>,
): Record<string, unknown> {
  learntFields(definition, fields, 'this data');
  return merged(definition.data?.config?.(fields) ?? {}, config);
}

/** Deep, and what is `undefined` does not count. */
function merged(under: Readonly<Record<string, unknown>>, over: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const both = Object.fromEntries(Object.entries(under).filter(([, value]) => value !== undefined));
  for (const [name, value] of Object.entries(over)) {
    if (value === undefined) continue;
    const below = both[name];
    both[name] = isObject(value) && isObject(below) ? merged(below, value) : value;
  }
  return both;
}
