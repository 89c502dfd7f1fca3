import { mahalanobis } from './cholesky.ts';
import type { GaussianMixture } from './gaussian-mixture.ts';
import type { Points } from './points.ts';

/** Fills `responsibility` with p(component | point); returns the mean log density. */
export function responsibilities(points: Points, mixture: GaussianMixture, responsibility: Float64Array): number {
  const { count, dimension: n, data } = points;
  const { components: k, weights, means, factors, covariance } = mixture;
  const constants = Float64Array.from({ length: k }, (_, c) => {
    let logDeterminant = 0;
    for (let d = 0; d < n; d++) logDeterminant += Math.log(covariance === 'full' ? factors[(c * n + d) * n + d]! : factors[c * n + d]!);
    return Math.log(weights[c]!) - logDeterminant - 0.5 * n * Math.log(2 * Math.PI);
  });
  const matrices = Array.from({ length: k }, (_, c) => (factors as Float64Array).subarray(c * factors.length / k, (c + 1) * factors.length / k));
  const offset = new Float64Array(n), scratch = new Float64Array(n), log = new Float64Array(k);
  let total = 0;
  for (let i = 0; i < count; i++) {
    let largest = -Infinity;
    for (let c = 0; c < k; c++) {
      for (let d = 0; d < n; d++) offset[d] = data[i * n + d]! - means[c * n + d]!;
      const distance = covariance === 'full' ? mahalanobis(matrices[c]!, offset, n, scratch) : scaledDistance(matrices[c]!, offset);
      log[c] = constants[c]! - 0.5 * distance;
      largest = Math.max(largest, log[c]!);
    }
    let sum = 0;
    for (let c = 0; c < k; c++) sum += responsibility[i * k + c] = Math.exp(log[c]! - largest);
    for (let c = 0; c < k; c++) responsibility[i * k + c]! /= sum;
    total += largest + Math.log(sum);
  }
  return total / count;
}

function scaledDistance(deviations: Float64Array, offset: Float64Array): number {
  let distance = 0;
  for (let d = 0; d < offset.length; d++) distance += (offset[d]! / deviations[d]!) ** 2;
  return distance;
}
