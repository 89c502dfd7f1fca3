import { broadcastTo, matMul, mean, ones, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { mul } from '../basic/arithmetic.ts';
import { reshape } from '../basic/shape.ts';

/**
 * Means over positions. x: [B, P, C] -> [B, 1, C]
 * As a product: to sum along an axis that is not the last, backends transpose all of x first.
 */
export function meanOfPositions(x: Tensor): Tensor {
  const [batch, positions] = x.shape as [number, number, number];
  return tidy(() => matMul(mul(ones([batch, 1, positions]), 1 / positions), x));
}

/** Sums over the batch and positions. x: [B, P, C] -> [C] */
export function sumOfRows(x: Tensor): Tensor {
  const channels = x.shape.at(-1) as number;
  return tidy(() => {
    const rows = reshape(x, [-1, channels]);
    return reshape(matMul(ones([1, rows.shape[0]]), rows), [channels]);
  });
}

/** Means over the channels of each group, given to each of its channels. x: [B, 1, C] -> [B, 1, C] */
export function meanOfGroups(x: Tensor, groups: number): Tensor {
  const [batch, , channels] = x.shape as [number, number, number];
  const size = channels / groups;
  if (size === 1) return x;
  return tidy(() => reshape(broadcastTo(mean(reshape(x, [batch, groups, size]), 2, true), [batch, groups, size]), [batch, 1, channels]));
}
