import * as z from 'zod';

import { cleanMix, type Prediction } from './prediction.ts';
import type { NoiseLevel } from './process.ts';

/** alpha^2 / sigma^2, the signal-to-noise ratio (Kingma et al. 2021, arXiv:2107.00630, eq. 2). */
export function signalToNoise({ alpha, sigma }: NoiseLevel): number {
  return (alpha / sigma) ** 2;
}

/** How much the squared error of a prediction counts at a noise level. */
export type LossWeight = (kind: Prediction, level: NoiseLevel) => number;

/**
 * A weight that a paper states for the squared error of x_0, for any prediction p: x_0 is linear in p, so |x_0 - x_0'|^2 is
 * mix.prediction^2 |p - p'|^2.
 */
export function weightOfClean(weight: (level: NoiseLevel) => number): LossWeight {
  return (kind, level) => weight(level) * cleanMix(kind, level).prediction ** 2;
}

/** min(SNR, gamma) (Hang et al. 2023, "Efficient diffusion training via min-SNR weighting", arXiv:2303.09556, eq. 5; gamma = 5). */
export function minSnr(gamma = 5): LossWeight {
  return weightOfClean((level) => Math.min(signalToNoise(level), gamma));
}

/** SNR / (k + SNR)^gamma (Choi et al. 2022, "Perception prioritized training", P2, arXiv:2204.00227, eq. 8; k = 1, gamma = 1). */
export function p2(gamma = 1, k = 1): LossWeight {
  return weightOfClean((level) => signalToNoise(level) / (k + signalToNoise(level)) ** gamma);
}

/** (sigma^2 + sigma_data^2) / (sigma sigma_data)^2 (Karras et al. 2022, EDM, arXiv:2206.00364, table 1): 1 for velocity. */
export const edmWeight: LossWeight = weightOfClean(({ sigma, dataDeviation = 1 }) => (sigma ** 2 + dataDeviation ** 2) / (sigma * dataDeviation) ** 2);

/** sigma^-2, for whatever is predicted (`sigma_sqrt` of diffusers, for flows). */
export const inverseSquareWeight: LossWeight = (_, { sigma }) => sigma ** -2;

/** 2 / (pi (1 - 2 sigma + 2 sigma^2)): CosMap, for flows (Esser et al. 2024, Stable Diffusion 3, arXiv:2403.03206, section 3.1). */
export const cosMapWeight: LossWeight = (_, { sigma }) => 2 / (Math.PI * (1 - 2 * sigma + 2 * sigma ** 2));

/** How a config names a weight. */
export const lossWeightConfig = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('minSnr'), gamma: z.number().positive().default(5).describe('What SNR is cut to.') }),
    z.object({ kind: z.literal('p2'), gamma: z.number().min(0).default(1), k: z.number().positive().default(1) }),
    z.object({ kind: z.literal('edm') }),
    z.object({ kind: z.literal('inverseSquare') }),
    z.object({ kind: z.literal('cosMap') }),
  ])
  .describe('How much errors count at each noise level.')
  .meta({ advanced: true });

/** What a config holds for the weight of errors. */
export type LossWeightConfig = z.output<typeof lossWeightConfig>;

/** The weight of a config. */
export function lossWeightOf(config: LossWeightConfig): LossWeight {
  switch (config.kind) {
    case 'none': return () => 1;
    case 'minSnr': return minSnr(config.gamma);
    case 'p2': return p2(config.gamma, config.k);
    case 'edm': return edmWeight;
    case 'inverseSquare': return inverseSquareWeight;
    case 'cosMap': return cosMapWeight;
  }
}
