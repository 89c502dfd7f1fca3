import type { FieldSpec } from '@figment/core/data';
import type { InputSpec } from '@figment/core/plugin';

type Fields = Readonly<Record<string, FieldSpec>>;

/** What the data says: the size of its pictures, and what they can be asked for by. */
export function configFromData(fields: Fields): Readonly<Record<string, unknown>> {
  const [height, width, channels] = fields['image']?.shape ?? [];
  return { ...(height !== undefined && height === width && { image: { size: height, channels } }), ...conditionFromData(fields) };
}

/** The same for a model of pixels, with as many resolutions as their size can be halved to: what sees a picture as a whole draws wholes. */
export function pixelConfigFromData(fields: Fields): Readonly<Record<string, unknown>> {
  const config = configFromData(fields);
  const { size } = (config['image'] ?? {}) as { readonly size?: number };
  return { ...config, ...(size !== undefined && size % 8 === 0 && { network: { channels: [48, 96, 144] } }) };
}

/** By what samples can be asked for: a caption before a class, for it says more. */
export function conditionFromData(fields: Fields): Readonly<Record<string, unknown>> {
  if (fields['text']?.kind === 'text') return { condition: 'text' };
  return fields['label']?.kind === 'label' ? { condition: 'class' } : {};
}

/** Data that have, besides, what samples can be asked for by: a class, a caption, or both. */
export function askedForBy(fields: InputSpec): readonly InputSpec[] {
  return [{ ...fields, label: 'label' }, { ...fields, text: 'text' }, { ...fields, label: 'label', text: 'text' }];
}
