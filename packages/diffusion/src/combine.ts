import type { Tensor } from '@figment/core';
import { add, mul, tidy, zerosLike } from '@figment/core/ops';

/** A tensor and what it is multiplied by: one number, or a tensor that broadcasts. */
export type Term = readonly [weight: number | Tensor, x: Tensor];

/** The sum of weight times x. What has the weight 0 is left out, so that it may be infinite or not a number. */
export function combine(...terms: readonly Term[]): Tensor {
  const [first, ...rest] = terms.filter(([weight]) => weight !== 0);
  return tidy(() => (first === undefined ? zerosLike(terms[0]![1]) : rest.reduce((sum, term) => add(sum, product(term)), product(first))));
}

function product([weight, x]: Term): Tensor {
  return mul(x, weight);
}
