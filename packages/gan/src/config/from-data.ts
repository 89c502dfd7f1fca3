import type { FieldSpec } from '@figment/core/data';

/** What the data says: the size of its pictures, and whether they can be asked for by class. */
export function configFromData(fields: Readonly<Record<string, FieldSpec>>): Readonly<Record<string, unknown>> {
  const [height, width, channels] = fields['image']?.shape ?? [];
  return {
    ...(height !== undefined && height === width && { image: { size: height, channels } }),
    ...(fields['label']?.kind === 'label' && { condition: 'class' }),
  };
}
