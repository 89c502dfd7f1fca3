import type { LossWeightConfig } from '../noise/loss-weights.ts';
import type { TimestepSamplingConfig } from '../noise/timestep-sampling.ts';
import type { DiffusionConfig } from './diffusion.ts';

/** The weight of losses that a config describes. */
export function lossWeightFrom({ weight = 'uniform', minSnrGamma }: DiffusionConfig['loss']): LossWeightConfig {
  switch (weight) {
    case 'uniform': return { kind: 'none' };
    case 'minSnr': return { kind: 'minSnr', gamma: minSnrGamma };
    case 'p2': return { kind: 'p2', gamma: 1, k: 1 };
    case 'edm': return { kind: 'edm' };
  }
}

/** The times of training that a config describes. */
export function timesFrom({ distribution, mean, deviation, modeScale }: DiffusionConfig['times']): TimestepSamplingConfig {
  switch (distribution) {
    case 'uniform': return { kind: 'uniform', stratified: true };
    case 'mode': return { kind: 'mode', scale: modeScale };
    case 'importance': return { kind: 'importance' };
    case 'logitNormal':
    case 'logNormal': return { kind: distribution, mean, deviation };
  }
}
