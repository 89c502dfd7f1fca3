import type { FieldSpec } from '../data/dataset.ts';
import { FigmentError } from '../errors.ts';
import type { AnyModelDefinition } from './spec/v1.ts';

/**
 * @param data What the data is called in the message.
 * @throws FigmentError `DATA_INVALID` when the data lacks a field that the model learns from, or has it of another kind
 */
export function requireFields(definition: Pick<AnyModelDefinition, 'id' | 'data'>, fields: Readonly<Record<string, FieldSpec>>, data: string): void {
  for (const [name, kind] of Object.entries(definition.data?.fields ?? {})) {
    if (fields[name]?.kind === kind) continue;
    const has = Object.entries(fields).map(([other, spec]) => `${other} (${spec.kind})`).join(', ') || 'nothing';
    throw new FigmentError('DATA_INVALID', `${definition.id} learns from ${name} (${kind}), but ${data} has ${has}.`);
  }
}
