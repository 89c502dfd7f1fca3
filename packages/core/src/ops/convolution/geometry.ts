import type { Tensor } from '../../tensor.ts';
import { requireOption } from '../check.ts';

/** Rows and columns, or one number for both. */
export type Pair = number | readonly [rows: number, columns: number];

/**
 * Zeros around a picture: one number for all sides, [rows, columns], [top, bottom, left, right]; `valid`: none;
 * `same`: so that the output has ceil(input / stride) places, the odd one after the end.
 */
export type Padding = number | readonly [rows: number, columns: number] | readonly [top: number, bottom: number, left: number, right: number] | 'same' | 'valid';

export type Sides = readonly [before: number, after: number];

/** @throws FigmentError `OPTIONS_INVALID` */
export function pairOf(op: string, name: string, value: Pair, least = 1): readonly [number, number] {
  const pair = typeof value === 'number' ? ([value, value] as const) : value;
  requireOption(op, name, (pair as readonly number[]).length === 2 && pair.every((x) => Number.isInteger(x) && x >= least), `one or two integers of at least ${least}`, value);
  return pair;
}

export interface Window {
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly dilation: readonly [number, number];
}

/** The padding of rows and of columns. @throws FigmentError `OPTIONS_INVALID` */
export function sidesOf(op: string, padding: Padding, x: Tensor, { kernel, stride, dilation }: Window): readonly [rows: Sides, columns: Sides] {
  if (padding === 'valid') return [[0, 0], [0, 0]];
  if (padding === 'same') {
    const same = (axis: 0 | 1): Sides => {
      const length = x.shape[axis + 1] as number;
      const total = Math.max((Math.ceil(length / stride[axis]) - 1) * stride[axis] + dilation[axis] * (kernel[axis] - 1) + 1 - length, 0);
      return [total >> 1, total - (total >> 1)];
    };
    return [same(0), same(1)];
  }
  const list = typeof padding === 'number' ? [padding] : padding;
  requireOption(op, 'padding', [1, 2, 4].includes(list.length) && list.every((side) => Number.isInteger(side) && side >= 0), 'same, valid, or 1, 2 or 4 integers of at least 0', padding);
  const [a, b = a, c, d] = list as [number, number?, number?, number?];
  return c === undefined || d === undefined ? [[a, a], [b, b]] : [[a, b], [c, d]];
}

/** How many places a window has along an axis; less than 1 means that it does not fit. */
export const placesOf = (length: number, [before, after]: Sides, kernel: number, stride: number, dilation: number): number =>
  Math.floor((length + before + after - dilation * (kernel - 1) - 1) / stride) + 1;

/** @throws FigmentError `OPTIONS_INVALID` */
export function requirePlaces(op: string, x: Tensor, places: readonly [number, number]): void {
  requireOption(op, 'the padded input', places.every((count) => count >= 1), 'at least as large as the kernel', x.shape.slice(1, 3));
}
