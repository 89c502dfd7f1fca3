import type { Dataset } from '../data/dataset.ts';
import { FigmentError } from '../errors.ts';
import { learntFields } from '../plugin/require-fields.ts';
import type { AnyModelDefinition, Kind } from '../plugin/spec/v1.ts';
import type { Shape } from '../tensor.ts';

/**
 * Whether the data has what the model learns from, in the shapes that this model takes: before a step fails deep inside a layer.
 *
 * @throws FigmentError `DATA_INVALID`
 */
export function checkData(definition: AnyModelDefinition, config: unknown, data: Pick<Dataset<Record<string, unknown>>, 'title' | 'fields'>): void {
  const { fields } = data;
  const shapes = (definition.shapes?.(config) ?? {}) as Partial<Record<Kind, Shape>>;
  for (const [name, kind] of Object.entries(learntFields(definition, fields, data.title))) {
    const [wanted, got] = [shapes[kind], fields[name]?.shape];
    if (wanted === undefined || got === undefined || String(wanted) === String(got)) continue;
    throw new FigmentError('DATA_INVALID', `${name} of ${data.title} has shape [${got.join(', ')}], but this ${definition.id} takes [${wanted.join(', ')}]: give one of them another size or other channels.`);
  }
}
