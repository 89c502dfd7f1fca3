import type { FieldSpec } from '@figment/core/data';

/** What the data says: the size of its pictures, and what they can be asked for by. */
export function configFromData(fields: Readonly<Record<string, FieldSpec>>): Readonly<Record<string, unknown>> {
  const [height, width, channels] = fields['image']?.shape ?? [];
  const condition = fields['text']?.kind === 'text' ? 'text' : fields['label']?.kind === 'label' ? 'class' : undefined;
  return { ...(height !== undefined && height === width && { image: { size: height, channels } }), ...(condition && { condition }) };
}
