import { FigmentError, type HostArray } from '@figment/core';

/** Rows of features: what a network sees in pictures, [N, D]. */
export type Features = HostArray;

/** Number of rows and of columns. @throws FigmentError `SHAPE_MISMATCH`, `INPUT_INVALID` */
export function sizeOf(name: string, { data, shape }: Features, { atLeast = 1 }: { readonly atLeast?: number } = {}): readonly [rows: number, columns: number] {
  const [rows, columns] = shape;
  if (shape.length !== 2 || rows === undefined || columns === undefined) throw new FigmentError('SHAPE_MISMATCH', `${name} must be rows of features, [N, D], got [${shape.join(', ')}].`);
  if (rows < atLeast || columns < 1) throw new FigmentError('INPUT_INVALID', `${name} must have ${atLeast} rows or more, of one number or more, got ${rows} of ${columns}.`);
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) throw new FigmentError('INPUT_INVALID', `${name} must be finite numbers, got ${data[i]} in row ${Math.floor(i / columns)}.`);
  return [rows, columns];
}

/** The same for two sets that are compared. @throws FigmentError `SHAPE_MISMATCH`, `INPUT_INVALID` */
export function sizesOf(sets: Readonly<Record<string, Features>>, options?: { readonly atLeast?: number }): number {
  const sizes = Object.entries(sets).map(([name, set]) => [name, ...sizeOf(name, set, options)] as const);
  const [first, second] = sizes;
  if (first !== undefined && second !== undefined && first[2] !== second[2]) throw new FigmentError('SHAPE_MISMATCH', `${first[0]} and ${second[0]} must have as many columns, got ${first[2]} and ${second[2]}: take the features of one network.`);
  return first?.[2] ?? 0;
}
