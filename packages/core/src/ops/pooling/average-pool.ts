import { tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { div } from '../basic/arithmetic.ts';
import { requireDType, requireOption, requireRank } from '../check.ts';
import { type Pair, pairOf } from '../convolution/geometry.ts';
import { sumBlocks } from '../image/blocks.ts';
import { type AxisMap, mapAxes } from '../image/linear-map.ts';
import { resize } from '../image/resize.ts';
import { type PoolWindow, type PoolOptions, poolWindows } from './window.ts';

/** Options of {@link averagePool2d}. */
export interface AveragePoolOptions extends PoolOptions {
  /** Whether the zeros of the padding count in the mean (true, as in PyTorch; TensorFlow does not count them). */
  readonly countPadding?: boolean | undefined;
}

/**
 * Means over windows. x: [B, H, W, C] -> [B, H', W', C]
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `OPTIONS_INVALID`
 */
export function averagePool2d(x: Tensor, { countPadding = true, ...options }: AveragePoolOptions): Tensor {
  requireRank('averagePool2d', 'x', x, 4, '[batch, height, width, channels]');
  requireDType('averagePool2d', 'x', x, 'float32');
  const [rows, columns] = poolWindows('averagePool2d', x, options);
  const areBlocks = [rows, columns].every(({ size, stride, before, places, length }) => before === 0 && size === stride && places * size === length);
  if (areBlocks) return tidy(() => div(sumBlocks(x, rows.size, columns.size), rows.size * columns.size));
  return mapAxes(x, meansOf(rows, countPadding), meansOf(columns, countPadding));
}

/** The mean over an area is the mean over rows of the means over columns, also where a window is cut off. */
function meansOf({ length, size, stride, before, after, places }: PoolWindow, countPadding: boolean): AxisMap {
  return Array.from({ length: places }, (_, place) => {
    const start = place * stride - before;
    // What rounding up adds beyond the padding never counts.
    const counted = countPadding ? Math.min(start + size, length + after) - start : Math.min(start + size, length) - Math.max(start, 0);
    return Array.from({ length }, (__, i) => (i >= start && i < start + size ? 1 / counted : 0));
  });
}

/**
 * Means over H' x W' parts of about equal size: part i spans floor(i H / H') to ceil((i + 1) H / H'). x: [B, H, W, C] -> [B, H', W', C]
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `OPTIONS_INVALID`
 */
export function adaptiveAveragePool2d(x: Tensor, size: Pair): Tensor {
  requireOption('adaptiveAveragePool2d', 'the rank of x', x.rank === 4, '4: [batch, height, width, channels]', x.rank);
  return resize(x, { size: pairOf('adaptiveAveragePool2d', 'size', size), mode: 'area' });
}
