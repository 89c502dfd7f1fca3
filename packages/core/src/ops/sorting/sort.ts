import { tidy, topk } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { neg } from '../basic/arithmetic.ts';
import { transpose } from '../basic/shape.ts';
import { axisLast, axisOf, requireOption } from '../check.ts';
import { takeAlongAxis } from '../indexing/along-axis.ts';

/** A type, not an interface, so that `tidy` takes it for a container of tensors. */
export type Sorted = {
  /** As x, with k elements along the axis. The gradient goes to the elements that were taken. */
  readonly values: Tensor;
  /** int32: where along the axis each value stood. */
  readonly indices: Tensor;
};

/** Options of {@link topK}. */
export interface TopKOptions {
  /** -1. */
  readonly axis?: number | undefined;
  /** The largest (true) in falling order, or the smallest in rising order. */
  readonly largest?: boolean | undefined;
}

/**
 * The k largest elements along an axis, in order; of equals the earlier first.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function topK(x: Tensor, k: number, { axis = -1, largest = true }: TopKOptions = {}): Sorted {
  const along = axisOf('topK', axis, x.rank);
  const length = x.shape[along] as number;
  requireOption('topK', 'k', Number.isInteger(k) && k >= 1 && k <= length, `an integer in [1, ${length}]`, k);
  return tidy(() => {
    const { order, undo } = axisLast(along, x.rank);
    const indices = transpose(topk(transpose(largest ? x : neg(x), order), k, true).indices, undo);
    return { values: takeAlongAxis(x, indices, along), indices };
  });
}

/** Options of {@link sort}. */
export interface SortOptions {
  /** -1. */
  readonly axis?: number | undefined;
  /** false. */
  readonly descending?: boolean | undefined;
}

/** All elements along an axis, in order; equals keep theirs. @throws FigmentError `OPTIONS_INVALID` */
export function sort(x: Tensor, { axis = -1, descending = false }: SortOptions = {}): Sorted {
  return topK(x, x.shape[axisOf('sort', axis, x.rank)] as number, { axis, largest: descending });
}
