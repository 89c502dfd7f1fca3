import { checkOption, notNegative, positive, positiveInteger } from '../check.ts';
import { between, cosineFrom1To0, progressOf, type Schedule } from './schedule.ts';

/** Options of {@link cosine}. */
export interface CosineOptions {
  /** Waves over the run: 0.5 falls once from 1 to `finalRatio` (0.5). */
  readonly cycles?: number | undefined;
  /** What the lowest rate is of the highest (0). */
  readonly finalRatio?: number | undefined;
  /** Length of what `cycles` counts in (the whole run). */
  readonly steps?: number | undefined;
}

/**
 * Falls along a cosine, and rises again where `cycles` or `steps` say so (Loshchilov and Hutter 2017, arXiv:1608.03983, eq. 5 without restarts).
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function cosine({ cycles = 0.5, finalRatio = 0, steps }: CosineOptions = {}): Schedule {
  checkOption('cosine', 'cycles', cycles, notNegative);
  checkOption('cosine', 'finalRatio', finalRatio, notNegative);
  if (steps !== undefined) checkOption('cosine', 'steps', steps, positiveInteger);
  return {
    name: 'cosine',
    options: { cycles, finalRatio, ...(steps === undefined ? {} : { steps }) },
    factor: (done, total) => between(finalRatio, 1, cosineFrom1To0(2 * cycles * progressOf(done, steps ?? total))),
  };
}

/** Options of {@link cosineRestarts}. */
export interface CosineRestartsOptions {
  /** Falls over the run (1). */
  readonly cycles?: number | undefined;
  /** What the lowest rate is of the highest (0). */
  readonly finalRatio?: number | undefined;
}

/**
 * Falls along a cosine several times, each time from the top.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function cosineRestarts({ cycles = 1, finalRatio = 0 }: CosineRestartsOptions = {}): Schedule {
  checkOption('cosineRestarts', 'cycles', cycles, positive);
  checkOption('cosineRestarts', 'finalRatio', finalRatio, notNegative);
  return {
    name: 'cosineRestarts',
    options: { cycles, finalRatio },
    factor(done, total) {
      const progress = progressOf(done, total);
      return progress >= 1 ? finalRatio : between(finalRatio, 1, cosineFrom1To0((cycles * progress) % 1));
    },
  };
}

/** Options of {@link cosineWarmRestarts}. */
export interface CosineWarmRestartsOptions {
  /** Updates until the first restart. */
  readonly period: number;
  /** Each period is so many times the one before (1). */
  readonly multiplier?: number | undefined;
  /** What the lowest rate is of the highest (0). */
  readonly finalRatio?: number | undefined;
}

/**
 * SGDR: falls along a cosine again and again, over periods that grow (Loshchilov and Hutter 2017, arXiv:1608.03983, eq. 5).
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function cosineWarmRestarts({ period, multiplier = 1, finalRatio = 0 }: CosineWarmRestartsOptions): Schedule {
  checkOption('cosineWarmRestarts', 'period', period, positiveInteger);
  checkOption('cosineWarmRestarts', 'multiplier', multiplier, positiveInteger);
  checkOption('cosineWarmRestarts', 'finalRatio', finalRatio, notNegative);
  return {
    name: 'cosineWarmRestarts',
    options: { period, multiplier, finalRatio },
    factor(done) {
      let [start, length] = [0, period];
      while (done - start >= length) {
        if (multiplier === 1) start = Math.floor(done / period) * period;
        else [start, length] = [start + length, length * multiplier];
      }
      return between(finalRatio, 1, cosineFrom1To0((done - start) / length));
    },
  };
}
