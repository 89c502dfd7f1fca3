import { type Key, normalArray, split, truncatedNormalArray, uniformArray } from '@figment/core/random';

import { pick } from './k-means.ts';

/** Whether a Gaussian may lean in any direction, or only lie along the axes. */
export type Covariance = 'full' | 'diagonal';

/** A weighted sum of Gaussians, in host memory. */
export interface GaussianMixture {
  readonly components: number;
  readonly dimension: number;
  readonly covariance: Covariance;
  /** [K], sum 1. */
  readonly weights: ArrayLike<number>;
  /** [K, D] */
  readonly means: ArrayLike<number>;
  /** What turns N(0, I) into a component's spread: lower triangular [K, D, D], or standard deviations [K, D]. */
  readonly factors: ArrayLike<number>;
}

/** Options of {@link drawFromMixture}. */
export interface DrawOptions {
  /** Factor on the spread of every component: 0 = only their centres, 1 = as fitted. */
  readonly temperature: number;
  /** Noise is kept within so many standard deviations (the truncation trick of Brock et al. 2019, arXiv:1809.11096); 0 = no limit. */
  readonly truncation: number;
}

/** Draws points, [count, D]; point i depends on the key and i alone. */
export function drawFromMixture(mixture: GaussianMixture, key: Key, count: number, { temperature, truncation }: DrawOptions): Float32Array {
  const { dimension: n } = mixture;
  const [forComponent, forNoise] = split(key, 2);
  const which = uniformArray(forComponent, count);
  const noise = truncation > 0
    ? truncatedNormalArray(forNoise, count * n, { lower: -truncation, upper: truncation })
    : normalArray(forNoise, count * n);
  const out = new Float32Array(count * n);
  for (let i = 0; i < count; i++) {
    const component = pick(mixture.weights, which[i]!);
    for (let d = 0; d < n; d++) {
      out[i * n + d] = mixture.means[component * n + d]! + temperature * spread(mixture, component, d, noise, i * n);
    }
  }
  return out;
}

/** Coordinate d of a component's factor times a noise vector. */
function spread({ covariance, factors, dimension: n }: GaussianMixture, component: number, d: number, noise: Float32Array, from: number): number {
  if (covariance === 'diagonal') return factors[component * n + d]! * noise[from + d]!;
  const row = (component * n + d) * n;
  let sum = 0;
  for (let k = 0; k <= d; k++) sum += factors[row + k]! * noise[from + k]!;
  return sum;
}
