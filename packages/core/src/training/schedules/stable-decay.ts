import { checkChoice, checkOption, notNegative, wholeNumber } from '../check.ts';
import { between, cosineFrom1To0, progressOf, type Schedule } from './schedule.ts';

/** Options of {@link stableDecay}. */
export interface StableDecayOptions {
  /** Updates of the fall. */
  readonly decaySteps: number;
  /** Updates before it (all but `decaySteps`). */
  readonly stableSteps?: number | undefined;
  readonly shape?: 'linear' | 'cosine' | 'squareRoot' | undefined;
  /** What the last rate is of the first (0). */
  readonly finalRatio?: number | undefined;
  /** Waves of the cosine (0.5: one fall). */
  readonly cycles?: number | undefined;
}

/**
 * Level, then a fall; with {@link warmUp} the schedule called WSD (Hu et al. 2024, arXiv:2404.06395; Hägele et al. 2024, arXiv:2405.18392, whose
 * best fall is 1 - sqrt: 'squareRoot').
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function stableDecay({ decaySteps, stableSteps, shape = 'cosine', finalRatio = 0, cycles = 0.5 }: StableDecayOptions): Schedule {
  checkOption('stableDecay', 'decaySteps', decaySteps, wholeNumber);
  if (stableSteps !== undefined) checkOption('stableDecay', 'stableSteps', stableSteps, wholeNumber);
  checkChoice('stableDecay', 'shape', shape, ['linear', 'cosine', 'squareRoot']);
  checkOption('stableDecay', 'finalRatio', finalRatio, notNegative);
  checkOption('stableDecay', 'cycles', cycles, notNegative);
  const fall = {
    linear: (progress: number) => 1 - progress,
    cosine: (progress: number) => cosineFrom1To0(2 * cycles * progress),
    squareRoot: (progress: number) => 1 - Math.sqrt(progress),
  }[shape];
  return {
    name: 'stableDecay',
    options: { decaySteps, shape, finalRatio, cycles, ...(stableSteps === undefined ? {} : { stableSteps }) },
    factor(done, total) {
      const falling = done - (stableSteps ?? Math.max(0, total - decaySteps));
      if (falling < 0) return 1;
      return falling < decaySteps ? between(finalRatio, 1, fall(progressOf(falling, decaySteps))) : finalRatio;
    },
  };
}
