import { checkOption, positive, positiveInteger } from '../check.ts';
import type { Schedule } from './schedule.ts';

/**
 * Each rate is `decay` times the one before.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function exponential({ decay }: { readonly decay: number }): Schedule {
  checkOption('exponential', 'decay', decay, positive);
  return { name: 'exponential', options: { decay }, factor: (done) => decay ** done };
}

/**
 * Falls to `decay` of itself every so many updates.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function stepwise({ every, decay = 0.1 }: { readonly every: number; readonly decay?: number | undefined }): Schedule {
  checkOption('stepwise', 'every', every, positiveInteger);
  checkOption('stepwise', 'decay', decay, positive);
  return { name: 'stepwise', options: { every, decay }, factor: (done) => decay ** Math.floor(done / every) };
}
