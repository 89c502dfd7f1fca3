import { mul, sub } from '../ops/index.ts';
import type { Tensor } from '../tensor.ts';
import { checkOption, positive, unit, wholeNumber } from './check.ts';

/** A moving average of the weights, as diffusers' EMAModel keeps it. */
export interface EmaOptions {
  /** What the average keeps at each update, in the long run. */
  readonly decay: number;
  /** What it keeps at least, once it began (0). */
  readonly minDecay?: number | undefined;
  /** Until so many updates the average is the weights themselves (0). */
  readonly updateAfter?: number | undefined;
  /**
   * How the decay rises with the updates n since it began: as (1 + n) / (10 + n) ('ramp', the default), or as
   * 1 - (1 + n / inverseGamma)^-power, with 1 and 2/3 by default (K. Crowson's notes in diffusers).
   */
  readonly warmUp?: 'ramp' | { readonly inverseGamma?: number | undefined; readonly power?: number | undefined } | undefined;
}

/** A decay alone, or all options. */
export type Ema = number | EmaOptions;

/**
 * All settings, checked; undefined where there is no average (decay 0).
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function emaOptions(ema: Ema | undefined): EmaOptions | undefined {
  const options = typeof ema === 'number' ? { decay: ema } : ema;
  if (options === undefined || options.decay === 0) return undefined;
  checkOption('ema', 'decay', options.decay, unit);
  checkOption('ema', 'minDecay', options.minDecay ?? 0, unit);
  checkOption('ema', 'updateAfter', options.updateAfter ?? 0, wholeNumber);
  if (typeof options.warmUp === 'object') {
    checkOption('ema', 'warmUp.inverseGamma', options.warmUp.inverseGamma ?? 1, positive);
    checkOption('ema', 'warmUp.power', options.warmUp.power ?? 2 / 3, positive);
  }
  return options;
}

/** What the average keeps at update `update` (from 1). */
export function emaDecay({ decay, minDecay = 0, updateAfter = 0, warmUp = 'ramp' }: EmaOptions, update: number): number {
  const n = Math.max(0, update - updateAfter - 1);
  if (n === 0) return 0;
  const risen = warmUp === 'ramp' ? (1 + n) / (10 + n) : 1 - (1 + n / (warmUp.inverseGamma ?? 1)) ** -(warmUp.power ?? 2 / 3);
  return Math.max(minDecay, Math.min(risen, decay));
}

/** The average after `weights` were added to it: average - (1 - decay) (average - weights). */
export function emaUpdate(average: Tensor, weights: Tensor, decay: number): Tensor {
  return decay === 0 ? weights.clone() : sub(average, mul(sub(average, weights), 1 - decay));
}
