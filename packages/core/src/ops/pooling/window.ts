import type { Tensor } from '../../tensor.ts';
import { requireOption } from '../check.ts';
import { type Pair, pairOf } from '../convolution/geometry.ts';

export interface PoolOptions {
  /** Rows and columns of the window. */
  readonly size: Pair;
  /** As the size. */
  readonly stride?: Pair | undefined;
  /** On both sides, or [top, bottom, left, right]; at most half the size (0). */
  readonly padding?: Pair | readonly [top: number, bottom: number, left: number, right: number] | undefined;
  /** A last window may reach beyond the padding, if it starts within (false). */
  readonly ceil?: boolean | undefined;
}

/** Windows along one axis. */
export interface PoolWindow {
  readonly length: number;
  readonly size: number;
  readonly stride: number;
  readonly before: number;
  readonly after: number;
  readonly places: number;
}

const isFour = (padding: NonNullable<PoolOptions['padding']>): padding is readonly [number, number, number, number] => typeof padding !== 'number' && padding.length === 4;

/** @throws FigmentError `OPTIONS_INVALID` */
export function poolWindows(op: string, x: Tensor, options: PoolOptions, dilation: readonly [number, number] = [1, 1]): readonly [rows: PoolWindow, columns: PoolWindow] {
  const size = pairOf(op, 'size', options.size);
  const stride = pairOf(op, 'stride', options.stride ?? size);
  const given = options.padding ?? 0;
  const sides = isFour(given) ? given : pairOf(op, 'padding', given, 0).flatMap((side) => [side, side]);
  const window = (axis: 0 | 1): PoolWindow => {
    const length = x.shape[axis + 1] as number;
    const [before, after] = [sides[2 * axis] as number, sides[2 * axis + 1] as number];
    const valid = Number.isInteger(before) && Number.isInteger(after) && before >= 0 && after >= 0 && 2 * Math.max(before, after) <= size[axis];
    requireOption(op, 'padding', valid, `integers of at most half the size (${size[axis]})`, given);
    const steps = (length + before + after - dilation[axis] * (size[axis] - 1) - 1) / stride[axis];
    let places = (options.ceil === true ? Math.ceil(steps) : Math.floor(steps)) + 1;
    // A window that would lie in the padding after the end alone is none.
    if (options.ceil === true && (places - 1) * stride[axis] >= length + before) places--;
    requireOption(op, 'size', places >= 1, `no larger than the padded input (${length + before + after})`, size[axis]);
    return { length, size: size[axis], stride: stride[axis], before, after, places };
  };
  return [window(0), window(1)];
}
