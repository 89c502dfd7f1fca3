import type { FieldSpec } from '../data/dataset.ts';
import { FigmentError } from '../errors.ts';
import type { AnyModelDefinition, InputSpec } from './spec/v1.ts';

type Fields = Readonly<Record<string, FieldSpec>>;

/** Whether data have these fields, of these kinds. */
export function hasFields(fields: Fields, wanted: InputSpec): boolean {
  return Object.entries(wanted).every(([name, kind]) => fields[name]?.kind === kind);
}

/**
 * What of these fields a model learns from: the most that its definition names, or those of batches that are ready. Other fields would be
 * uploaded for nothing.
 *
 * @param data What the data is called in the message.
 * @throws FigmentError `DATA_INVALID` when the data lacks a field that the model learns from, or has it of another kind
 */
export function learntFields({ id, data: spec }: Pick<AnyModelDefinition, 'id' | 'data'>, fields: Fields, data: string): InputSpec {
  if (spec === undefined) return {};
  const sets = [...(spec.batch === undefined ? [] : [spec.batch]), spec.fields, ...(spec.alternatives ?? [])];
  const fitting = sets.filter((set) => hasFields(fields, set));
  if (fitting.length > 0) return fitting.reduce((best, set) => (Object.keys(set).length > Object.keys(best).length ? set : best));
  const wanted = [spec.fields, ...(spec.alternatives ?? [])].map((set) => listed(Object.entries(set))).join('; or ');
  throw new FigmentError('DATA_INVALID', `${id} learns from ${wanted}, but ${data} has ${listed(Object.entries(fields).map(([name, { kind }]) => [name, kind])) || 'nothing'}.`);
}

function listed(fields: readonly (readonly [name: string, kind: string])[]): string {
  return fields.map(([name, kind]) => `${name} (${kind})`).join(', ');
}
