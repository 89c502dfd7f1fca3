import { checkOption, notNegative } from '../check.ts';
import { between, progressOf, type Schedule } from './schedule.ts';

/** Options of {@link linear}. */
export interface LinearOptions {
  /** What the last rate is of the first (0). */
  readonly finalRatio?: number | undefined;
}

/** Options of {@link polynomial}. */
export interface PolynomialOptions extends LinearOptions {
  /** 1 */
  readonly power?: number | undefined;
}

/**
 * Falls along a power of the part of the run that is left.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function polynomial({ power = 1, finalRatio = 0 }: PolynomialOptions = {}): Schedule {
  return falling('polynomial', power, finalRatio, { power, finalRatio });
}

/**
 * Falls on a straight line.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function linear({ finalRatio = 0 }: LinearOptions = {}): Schedule {
  return falling('linear', 1, finalRatio, { finalRatio });
}

function falling(name: string, power: number, finalRatio: number, options: Schedule['options']): Schedule {
  checkOption(name, 'power', power, notNegative);
  checkOption(name, 'finalRatio', finalRatio, notNegative);
  return { name, options, factor: (done, total) => between(finalRatio, 1, Math.max(0, 1 - progressOf(done, total)) ** power) };
}
