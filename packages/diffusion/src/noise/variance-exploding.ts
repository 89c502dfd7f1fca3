import { FigmentError } from '@figment/core';

import type { NoiseProcess } from './process.ts';

/** Options of {@link varianceExploding}; the defaults are EDM's (table 1). */
export interface VarianceExplodingOptions {
  /** 0.002. */
  readonly sigmaMin?: number | undefined;
  /** 80. */
  readonly sigmaMax?: number | undefined;
  /** sigma_data, the standard deviation of the data (0.5). */
  readonly dataDeviation?: number | undefined;
  /** 1,000. */
  readonly trainingSteps?: number | undefined;
}

/**
 * x = x_0 + sigma e (Karras et al. 2022, EDM, arXiv:2206.00364). Its time is what EDM's networks are told: c_noise = ln(sigma) / 4, from
 * `timeRange[0]` to `timeRange[1]`.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export function varianceExploding(options: VarianceExplodingOptions = {}): NoiseProcess {
  const { sigmaMin = 0.002, sigmaMax = 80, dataDeviation = 0.5, trainingSteps = 1000 } = options;
  if (!(sigmaMin > 0 && sigmaMin < sigmaMax && dataDeviation > 0)) {
    throw new FigmentError('CONFIG_INVALID', `sigmaMin, sigmaMax and dataDeviation must be positive and sigmaMin below sigmaMax, got ${sigmaMin}, ${sigmaMax} and ${dataDeviation}.`);
  }
  return {
    kind: 'varianceExploding',
    trainingSteps,
    timeRange: [timeOfSigma(sigmaMin), timeOfSigma(sigmaMax)],
    at: (time) => ({ alpha: 1, sigma: Math.exp(4 * time), dataDeviation }),
  };
}

/** c_noise = ln(sigma) / 4 (EDM, table 1). */
export function timeOfSigma(sigma: number): number {
  return 0.25 * Math.log(sigma);
}
