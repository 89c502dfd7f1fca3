import type { Tensor } from '@figment/core';
import { add, cast, eye, less, mean, min, mul, reshape, sum, tidy } from '@figment/core/ops';

import { squaredDistances } from './distances.ts';

/**
 * The share of real examples that have a made one nearer than their k-th real neighbour, [N, D] and [M, D] -> a scalar. About 1 - 2^-k where
 * both are alike and as many. Naeem et al. 2020, arXiv:2002.09797, eq. 7.
 */
export function coverageOf(real: Tensor, made: Tensor, neighbours: number): Tensor {
  return tidy(() => {
    const nearestMade = min(squaredDistances(real, made), 1); // [N]
    // A made one is nearer than the k-th real one if fewer than k real ones are nearer than it.
    const itself = mul(eye(real.shape[0]), Number.MAX_SAFE_INTEGER);
    const nearer = cast(less(add(squaredDistances(real, real), itself), reshape(nearestMade, [-1, 1])), 'float32'); // [N, N]
    return mean(cast(less(sum(nearer, 1), neighbours), 'float32'));
  });
}
