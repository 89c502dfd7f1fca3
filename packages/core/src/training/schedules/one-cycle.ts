import { checkChoice, checkOption, positive, unit } from '../check.ts';
import { between, cosineFrom1To0, type Schedule } from './schedule.ts';

/** Options of {@link oneCycle}. */
export interface OneCycleOptions {
  /** Part of the run in which the rate rises (0.3). */
  readonly rise?: number | undefined;
  /** The first rate is the highest divided by this (25). */
  readonly initialDivisor?: number | undefined;
  /** The last rate is the first divided by this (10,000). */
  readonly finalDivisor?: number | undefined;
  readonly shape?: 'cosine' | 'linear' | undefined;
  /** Falls to the first rate as long as it rose, and only then to the last (false). */
  readonly threePhases?: boolean | undefined;
}

/**
 * Up, then far down (Smith and Topin 2018, arXiv:1708.07120), with phase lengths as in PyTorch's OneCycleLR.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function oneCycle({ rise = 0.3, initialDivisor = 25, finalDivisor = 1e4, shape = 'cosine', threePhases = false }: OneCycleOptions = {}): Schedule {
  checkOption('oneCycle', 'rise', rise, unit);
  checkOption('oneCycle', 'initialDivisor', initialDivisor, positive);
  checkOption('oneCycle', 'finalDivisor', finalDivisor, positive);
  checkChoice('oneCycle', 'shape', shape, ['cosine', 'linear']);
  const first = 1 / initialDivisor;
  const last = first / finalDivisor;
  return {
    name: 'oneCycle',
    options: { rise, initialDivisor, finalDivisor, shape, threePhases },
    factor(done, total) {
      const top = { at: rise * total - 1, rate: 1 };
      const end = { at: total - 1, rate: last };
      const turns = threePhases ? [top, { at: 2 * rise * total - 2, rate: first }, end] : [top, end];
      let from = { at: 0, rate: first };
      for (const to of turns) {
        if (done <= to.at || to === end) {
          const part = to.at === from.at ? 1 : (done - from.at) / (to.at - from.at);
          return shape === 'linear' ? between(from.rate, to.rate, part) : between(to.rate, from.rate, cosineFrom1To0(part));
        }
        from = to;
      }
      return last;
    },
  };
}
