import { FigmentError } from '@figment/core';

import { cumulativeAlphas } from './betas.ts';
import type { NoiseProcess } from './process.ts';

/** What solvers that divide by alpha put for alphaBar = 0: the smallest number of float16. */
export const SMALLEST_ALPHA_BAR = 2 ** -24;

/** Options of {@link variancePreserving}. */
export interface VariancePreservingOptions {
  /** alphaBar of the last step, instead of what the betas give. */
  readonly terminalAlphaBar?: number | undefined;
}

/**
 * x_t = sqrt(alphaBar_t) x_0 + sqrt(1 - alphaBar_t) e (Ho et al. 2020, arXiv:2006.11239, eq. 4), for T betas.
 *
 * @throws FigmentError `CONFIG_INVALID` for betas outside of [0, 1], or none
 */
export function variancePreserving(betas: ArrayLike<number>, { terminalAlphaBar }: VariancePreservingOptions = {}): NoiseProcess {
  const steps = betas.length;
  const wrong = Array.from(betas).findIndex((beta) => !(beta >= 0 && beta <= 1));
  if (steps === 0 || wrong >= 0) throw new FigmentError('CONFIG_INVALID', steps === 0 ? 'betas must be 1 number or more, got none.' : `betas[${wrong}] must be in [0, 1], got ${betas[wrong]}.`);
  const alphaBars = cumulativeAlphas(betas);
  if (terminalAlphaBar !== undefined) alphaBars[steps - 1] = terminalAlphaBar;
  const level = (alphaBar: number) => ({ alpha: Math.sqrt(alphaBar), sigma: Math.sqrt(1 - alphaBar) });
  return {
    kind: 'variancePreserving',
    trainingSteps: steps,
    at(time) {
      const low = Math.min(Math.max(Math.floor(time), 0), steps - 1);
      const part = Math.min(Math.max(time - low, 0), 1);
      const below = alphaBars[low]!, above = alphaBars[Math.min(low + 1, steps - 1)]!;
      if (part === 0 || below === above) return level(below);
      // Where alpha is 0 at the end, there is no logarithm: alphaBar itself goes evenly to it.
      if (above === 0) return level(below * (1 - part));
      const logRatio = (alphaBar: number) => 0.5 * Math.log(1 / alphaBar - 1);
      const ratio = Math.exp(logRatio(below) * (1 - part) + logRatio(above) * part);
      return level(1 / (1 + ratio ** 2));
    },
  };
}
