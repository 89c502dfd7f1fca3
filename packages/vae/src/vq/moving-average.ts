import { add, div, expandDims, matMul, mul, oneHot, sum } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

/** A codebook that follows the averages of the vectors assigned to its codes. */
export interface AveragedCodebook {
  /** [K, D] */
  readonly codes: Tensor;
  /** Averaged number of vectors of each code, N of equation 6, [K]; starts at 1, or unused codes would explode. */
  readonly clusterSize: Tensor;
  /** Averaged sum of the vectors of each code, m of equation 7, [K, D]; starts as the codes. */
  readonly clusterSum: Tensor;
}

/**
 * One step of the moving averages. van den Oord et al. 2017, arXiv:1711.00937, appendix A.1, equations 6 to 8, with Laplace smoothing of the
 * sizes as in Sonnet's VectorQuantizerEMA.
 *
 * @param z [N, D]
 * @param indices int32 [N]: the code of each vector.
 */
export function averageCodebook(
  { clusterSize, clusterSum }: AveragedCodebook,
  z: Tensor,
  indices: Tensor,
  { decay, epsilon = 1e-5 }: { readonly decay: number; readonly epsilon?: number | undefined },
): AveragedCodebook {
  const codes = clusterSize.shape[0];
  const assigned = oneHot(indices, codes, 1, 0, 'float32'); // [N, K]
  const size = add(mul(clusterSize, decay), mul(sum(assigned, 0), 1 - decay));
  const total = add(mul(clusterSum, decay), mul(matMul(assigned, z, true, false), 1 - decay)); // [K, N] [N, D] -> [K, D]
  const count = sum(size);
  const smoothed = mul(div(add(size, epsilon), add(count, codes * epsilon)), count);
  return { codes: div(total, expandDims(smoothed, 1)), clusterSize: size, clusterSum: total };
}
