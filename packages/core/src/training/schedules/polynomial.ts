import { checkOption, notNegative, unit } from '../check.ts';
import { between, progressOf, type Schedule } from './schedule.ts';

/** Options of {@link linear}. */
export interface LinearOptions {
  /** What the last rate is of the first (0). */
  readonly finalRatio?: number | undefined;
  /** Part of the run at the first rate, before the fall: 0.5 is how pix2pix and CycleGAN are trained (0). */
  readonly level?: number | undefined;
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
export function polynomial({ power = 1, finalRatio = 0, level = 0 }: PolynomialOptions = {}): Schedule {
  return falling('polynomial', power, { power, finalRatio }, level);
}

/**
 * Falls on a straight line.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function linear({ finalRatio = 0, level = 0 }: LinearOptions = {}): Schedule {
  return falling('linear', 1, { finalRatio }, level);
}

function falling(name: string, power: number, options: { readonly finalRatio: number; readonly power?: number }, level: number): Schedule {
  checkOption(name, 'power', power, notNegative);
  checkOption(name, 'finalRatio', options.finalRatio, notNegative);
  checkOption(name, 'level', level, unit);
  return {
    name,
    options: level === 0 ? options : { ...options, level },
    factor(done, total) {
      const left = Math.max(0, 1 - progressOf(done, total));
      return between(options.finalRatio, 1, left < 1 - level ? (left / (1 - level)) ** power : 1);
    },
  };
}
