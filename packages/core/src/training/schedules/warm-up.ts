import { checkChoice, checkOption, unit, wholeNumber } from '../check.ts';
import { constant } from './constant.ts';
import { between, cosineFrom1To0, type Schedule } from './schedule.ts';

/** Options of {@link warmUp}. */
export interface WarmUpOptions {
  readonly shape?: 'linear' | 'cosine' | 'squareRoot' | undefined;
  /** The first rate, as a part of the learning rate (0: the first update does nothing). */
  readonly from?: number | undefined;
}

/**
 * Rises over the first `steps` updates; `then` sees a run that begins after them.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function warmUp(steps: number, then: Schedule = constant(), { shape = 'linear', from = 0 }: WarmUpOptions = {}): Schedule {
  checkOption('warmUp', 'steps', steps, wholeNumber);
  checkOption('warmUp', 'from', from, unit);
  checkChoice('warmUp', 'shape', shape, ['linear', 'cosine', 'squareRoot']);
  const rise = {
    linear: (progress: number) => progress,
    cosine: (progress: number) => 1 - cosineFrom1To0(progress),
    squareRoot: (progress: number) => 1 - Math.sqrt(1 - progress),
  }[shape];
  return {
    name: 'warmUp',
    options: { steps, shape, from, then: { name: then.name, options: then.options } },
    factor: (done, total) => (done < steps ? between(from, 1, rise(done / steps)) : then.factor(done - steps, total - steps)),
  };
}
