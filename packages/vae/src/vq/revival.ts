import { add, cast, gather, less, mul, sub } from '@figment/core/ops';
import { type Key, randint } from '@figment/core/random';
import type { Tensor } from '@figment/core';

/**
 * Codes that nothing is assigned to, and encoder outputs drawn at random that may take their places, so that they are chosen again.
 * Dhariwal et al. 2020, "Jukebox", arXiv:2005.00341, section 3.1.
 *
 * @param usage Decayed counts, [K].
 * @param z [N, D]
 * @returns dead: 1 where the count is below the threshold, [K]; donors: [K, D].
 */
export function deadCodes(usage: Tensor, z: Tensor, key: Key, threshold: number): { readonly dead: Tensor; readonly donors: Tensor } {
  return {
    dead: cast(less(usage, threshold), 'float32'),
    donors: gather(z, randint(key, [usage.size], { max: z.shape[0] })),
  };
}

/** a where the mask is 0, b where it is 1. */
export function blend(a: Tensor, b: Tensor, mask: Tensor): Tensor {
  return add(mul(a, sub(1, mask)), mul(b, mask));
}
