/**
 * Fits a mixture of Gaussians by expectation maximisation (Dempster, Laird and Rubin 1977).
 */
import type { Key } from '@figment/core/random';

import { responsibilities } from './expectation.ts';
import type { Covariance, GaussianMixture } from './gaussian-mixture.ts';
import { kMeans } from './k-means.ts';
import { maximize } from './maximization.ts';
import type { Points } from './points.ts';

/** Options of {@link fitMixture}. */
export interface FitOptions {
  /** At most; fewer where there are fewer than two points for each. */
  readonly components: number;
  readonly covariance: Covariance;
  readonly key: Key;
  readonly signal?: AbortSignal | undefined;
  /** 25. */
  readonly rounds?: number | undefined;
  /** Stop when a round raises the mean log density by less than this, nats (1e-3). */
  readonly tolerance?: number | undefined;
}

/** A fitted mixture, and how fitting went. */
export interface Fit {
  readonly mixture: GaussianMixture;
  /** Mean over the points after each round, nats; it never falls but for the shrinkage. */
  readonly logDensity: readonly number[];
}

/** Fits a mixture of Gaussians by expectation maximisation, from k-means. @throws the signal's reason after an abort */
export async function fitMixture(points: Points, { components, covariance, key, signal, rounds = 25, tolerance = 1e-3 }: FitOptions): Promise<Fit> {
  const { count, dimension: n } = points;
  const k = Math.max(1, Math.min(components, Math.floor(count / 2)));
  const responsibility = new Float64Array(count * k);
  kMeans(points, k, key).forEach((label, i) => { responsibility[i * k + label] = 1; });
  const history: number[] = [];
  let mixture = maximize(points, responsibility, k, covariance);
  for (let round = 0; round < rounds; round++) {
    const logDensity = responsibilities(points, mixture, responsibility);
    const gain = logDensity - (history.at(-1) ?? -Infinity);
    history.push(logDensity);
    if (gain < tolerance) break;
    mixture = maximize(points, responsibility, k, covariance);
    await turn(signal);
  }
  return { mixture: padded(mixture, components, n), logDensity: history };
}

/** As many components as were asked for: those that found no points weigh nothing. */
function padded(mixture: GaussianMixture, components: number, n: number): GaussianMixture {
  const { components: k, weights, means, factors } = mixture;
  const grown = (values: ArrayLike<number>): Float64Array => {
    const out = new Float64Array(values.length / k * components);
    out.set(Array.from(values));
    return out;
  };
  return { ...mixture, components, dimension: n, weights: grown(weights), means: grown(means), factors: grown(factors) };
}

/** Lets others run, and an abort be heard. */
async function turn(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  signal?.throwIfAborted();
}
