import { addN, cast, equal, logicalAnd, logicalNot, logicalOr, maxPool, maximum, pad, slice, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { customGrad } from '../autodiff/custom-grad.ts';
import { mul } from '../basic/arithmetic.ts';
import { requireDType, requireRank } from '../check.ts';
import { type Pair, pairOf } from '../convolution/geometry.ts';
import { everyNth, insertZeros } from '../convolution/stepping.ts';
import { type PoolOptions, type PoolWindow, poolWindows } from './window.ts';

/** Options of {@link maxPool2d}. */
export interface MaxPoolOptions extends PoolOptions {
  /** Distance of neighbouring places in a window (1). */
  readonly dilation?: Pair | undefined;
}

/**
 * The largest of each window; padding counts as -Infinity. The gradient goes to the first of equals, row by row.
 * x: [B, H, W, C] -> [B, H', W', C]
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `OPTIONS_INVALID`
 */
export function maxPool2d(x: Tensor, options: MaxPoolOptions): Tensor {
  requireRank('maxPool2d', 'x', x, 4, '[batch, height, width, channels]');
  requireDType('maxPool2d', 'x', x, 'float32');
  const dilation = pairOf('maxPool2d', 'dilation', options.dilation ?? 1);
  const [rows, columns] = poolWindows('maxPool2d', x, options, dilation);
  const windows: Windows = { rows, columns, dilation };
  return tidy(() => {
    // As far as the last window reaches: rounding up may add to the padding, rounding down may leave the end unread.
    const reach = (window: PoolWindow, axis: 0 | 1): number => (window.places - 1) * window.stride + dilation[axis] * (window.size - 1) + 1;
    const after = (window: PoolWindow, axis: 0 | 1): number => Math.max(reach(window, axis) - window.length - window.before, 0);
    const padded = pad(x, [[0, 0], [rows.before, after(rows, 0)], [columns.before, after(columns, 1)], [0, 0]], -Infinity);
    return pool(padded, windows);
  });
}

interface Windows {
  readonly rows: PoolWindow;
  readonly columns: PoolWindow;
  readonly dilation: readonly [number, number];
}

/** Place (i, j) of all windows at once. x: [B, H, W, C] -> [B, H', W', C] */
function placeOf(x: Tensor, i: number, j: number, { rows, columns }: Windows): Tensor {
  const [batch, , , channels] = x.shape as [number, number, number, number];
  const read = slice(x, [0, i, j, 0], [batch, (rows.places - 1) * rows.stride + 1, (columns.places - 1) * columns.stride + 1, channels]);
  return everyNth(everyNth(read, 1, rows.stride), 2, columns.stride);
}

function* offsets({ rows, columns, dilation }: Windows): Generator<readonly [number, number]> {
  for (let i = 0; i < rows.size; i++) for (let j = 0; j < columns.size; j++) yield [i * dilation[0], j * dilation[1]];
}

function pool(x: Tensor, windows: Windows): Tensor {
  const { rows, columns, dilation } = windows;
  const composed = (input: Tensor): Tensor => tidy(() => [...offsets(windows)].map(([i, j]) => placeOf(input, i, j, windows)).reduce((a, b) => maximum(a, b)).clone());
  const isPlain = dilation[0] === 1 && dilation[1] === 1;
  return customGrad({
    inputs: [x],
    forward: ([input], remember) => {
      const y = isPlain ? maxPool(input as never, [rows.size, columns.size], [rows.stride, columns.stride], 'valid') : composed(input);
      remember([y]);
      return y;
    },
    gradient: ({ upstream, inputs: [input], remembered: [y = composed(input)] = [] }) => {
      let taken: Tensor | undefined;
      const parts: Tensor[] = [];
      for (const [i, j] of offsets(windows)) {
        const isLargest = equal(placeOf(input, i, j, windows), y);
        const isFirst = taken === undefined ? isLargest : logicalAnd(isLargest, logicalNot(taken));
        taken = taken === undefined ? isLargest : logicalOr(taken, isLargest);
        const sent = mul(upstream, cast(isFirst, 'float32'));
        const spread = insertZeros(insertZeros(sent, 1, rows.stride), 2, columns.stride);
        const around = (axis: 1 | 2, before: number): [number, number] => [before, (input.shape[axis] as number) - before - (spread.shape[axis] as number)];
        parts.push(pad(spread, [[0, 0], around(1, i), around(2, j), [0, 0]]));
      }
      return [parts.length === 1 ? (parts[0] as Tensor) : addN(parts)];
    },
  });
}
