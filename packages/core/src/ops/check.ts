import { FigmentError } from '../errors.ts';
import type { DType, Shape, Tensor } from '../tensor.ts';

const show = (shape: Shape): string => `[${shape.join(', ')}]`;

/** @throws FigmentError `SHAPE_MISMATCH` */
export function requireRank(op: string, name: string, x: Tensor, rank: number, axes: string): void {
  if (x.rank !== rank) throw new FigmentError('SHAPE_MISMATCH', `${op}: ${name} must be ${axes}, got shape ${show(x.shape)}.`);
}

/** Compares with a shape in which undefined stands for any length. @throws FigmentError `SHAPE_MISMATCH` */
export function requireShape(op: string, name: string, x: Tensor, shape: readonly (number | undefined)[]): void {
  if (x.rank === shape.length && shape.every((length, axis) => length === undefined || length === x.shape[axis])) return;
  throw new FigmentError('SHAPE_MISMATCH', `${op}: ${name} must have shape [${shape.map((length) => length ?? 'any').join(', ')}], got ${show(x.shape)}.`);
}

/** @throws FigmentError `DTYPE_MISMATCH` */
export function requireDType(op: string, name: string, x: Tensor, ...dtypes: DType[]): void {
  if (!dtypes.includes(x.dtype as DType)) throw new FigmentError('DTYPE_MISMATCH', `${op}: ${name} must be ${dtypes.join(' or ')}, got ${x.dtype}.`);
}

/** @throws FigmentError `OPTIONS_INVALID` */
export function requireOption(op: string, name: string, isValid: boolean, expected: string, got: unknown): void {
  if (!isValid) throw new FigmentError('OPTIONS_INVALID', `${op}: ${name} must be ${expected}, got ${JSON.stringify(got)}.`);
}

/** An axis counted from the front; negative ones count from the end. @throws FigmentError `OPTIONS_INVALID` */
export function axisOf(op: string, axis: number, rank: number): number {
  const positive = axis < 0 ? axis + rank : axis;
  requireOption(op, 'axis', Number.isInteger(axis) && positive >= 0 && positive < rank, `an integer in [${-rank}, ${rank - 1}]`, axis);
  return positive;
}

/** Axes counted from the front: those named, or all. @throws FigmentError `OPTIONS_INVALID` */
export function axesOf(op: string, axis: number | readonly number[] | null | undefined, rank: number): number[] {
  if (axis === undefined || axis === null) return Array.from({ length: rank }, (_, i) => i);
  return (typeof axis === 'number' ? [axis] : axis).map((each) => axisOf(op, each, rank));
}

/** The order of axes that brings `axis` to the end, and the one that undoes it. */
export function axisLast(axis: number, rank: number): { readonly order: number[]; readonly undo: number[] } {
  const order = Array.from({ length: rank }, (_, i) => i).filter((other) => other !== axis);
  order.push(axis);
  return { order, undo: order.map((_, i) => order.indexOf(i)) };
}
