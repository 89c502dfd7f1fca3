import type { FieldSpec } from '@figment/core/data';

/** What the data says about the pictures: their size and channels. */
export function imageConfigFromData(fields: Readonly<Record<string, FieldSpec>>): Readonly<Record<string, unknown>> {
  const [height, width, channels] = fields['image']?.shape ?? [];
  if (height === undefined || height !== width) return {};
  return { image: { size: height, channels } };
}
