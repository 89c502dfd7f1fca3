import type { Tensor } from '@figment/core';
import { add, cast, equal, eye, matMul, mul, relu, reshape, sqrt, sub, sum } from '@figment/core/ops';

/** |a_i - b_j|^2 of all pairs: [N, D], [M, D] -> [N, M]. */
export function squaredDistances(a: Tensor, b: Tensor): Tensor {
  const square = (x: Tensor): Tensor => sum(mul(x, x), 1);
  const norms = add(reshape(square(a), [-1, 1]), reshape(square(b), [1, -1]));
  return relu(sub(norms, mul(matMul(a, b, false, true), 2)));
}

/** Each as a row of numbers: [B, ...] -> [B, D]. */
export function rows(x: Tensor): Tensor {
  return reshape(x, [x.shape[0], -1]);
}

/** 1 for pairs of different examples (of the same class, where there are classes), else 0: [B, B]. */
export function pairsOf(count: number, labels: Tensor | undefined): Tensor {
  const others = sub(1, eye(count));
  return labels === undefined ? others : mul(others, cast(equal(reshape(labels, [-1, 1]), reshape(labels, [1, -1])), 'float32'));
}

/** Sum over those pairs of the distance between the two: a scalar. */
export function sumOfDistances(x: Tensor, pairs: Tensor): Tensor {
  return sum(mul(sqrt(squaredDistances(x, x)), pairs));
}
