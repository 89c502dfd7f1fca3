import { util } from '@tensorflow/tfjs-core';

/** What a reduction does to a shape. */
export interface ReducedAxes {
  /** From 0 on; none where there is nothing to reduce. */
  readonly axes: readonly number[];
  /** Of the result. */
  readonly shape: readonly number[];
}

/**
 * @param axis one, several, or all where it is missing; negative ones count from the end
 * @param keep whether reduced axes stay with length 1
 */
export function reducedAxes(shape: readonly number[], axis: number | readonly number[] | null | undefined, keep: boolean): ReducedAxes {
  const axes = util.parseAxisParam(axis as number[], shape as number[]);
  const isReduced = (_: number, i: number): boolean => axes.includes(i);
  return { axes, shape: keep ? shape.map((length, i) => (isReduced(length, i) ? 1 : length)) : shape.filter((length, i) => !isReduced(length, i)) };
}
