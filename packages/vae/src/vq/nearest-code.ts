import { argMin, matMul, mul, square, stopGradient, sub, sum, tidy } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

/**
 * The code that is nearest to each vector: argmin_k |z - e_k|^2. van den Oord et al. 2017, arXiv:1711.00937, equation 1.
 *
 * @param z [N, D]
 * @param codes [K, D]
 * @returns int32 [N]; no gradient flows through it.
 */
export function nearestCodes(z: Tensor, codes: Tensor): Tensor {
  return tidy(() => {
    const points = stopGradient(z), fixed = stopGradient(codes);
    const lengths = sum(square(fixed), 1); // [K]
    return argMin(sub(lengths, mul(matMul(points, fixed, false, true), 2)), 1); // |z|^2 is the same for all: [N, K] -> [N]
  });
}
