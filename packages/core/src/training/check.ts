import { FigmentError } from '../errors.ts';

/** What a number has to be, in words and as a test. */
interface Range {
  readonly says: string;
  holds(value: number): boolean;
}

export const positive: Range = { says: 'a number above 0', holds: (value) => value > 0 && Number.isFinite(value) };
export const notNegative: Range = { says: 'a number of at least 0', holds: (value) => value >= 0 && Number.isFinite(value) };
/** Decay rates of moving averages. */
export const rate: Range = { says: 'a number from 0 up to, but without, 1', holds: (value) => value >= 0 && value < 1 };
export const unit: Range = { says: 'a number from 0 to 1', holds: (value) => value >= 0 && value <= 1 };
export const positiveInteger: Range = { says: 'a whole number of at least 1', holds: (value) => Number.isSafeInteger(value) && value >= 1 };
export const wholeNumber: Range = { says: 'a whole number of at least 0', holds: (value) => Number.isSafeInteger(value) && value >= 0 };

/**
 * @param of who has the option, e.g. 'adamW'
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function checkOption(of: string, name: string, value: number, range: Range): void {
  if (typeof value !== 'number' || !range.holds(value)) throw new FigmentError('OPTIONS_INVALID', `${of}: ${name} must be ${range.says}, got ${String(value)}.`);
}

/** @throws FigmentError `OPTIONS_INVALID` */
export function checkChoice(of: string, name: string, value: string, choices: readonly string[]): void {
  if (!choices.includes(value)) throw new FigmentError('OPTIONS_INVALID', `${of}: ${name} must be one of ${choices.join(', ')}, got ${value}.`);
}

/** @throws FigmentError `OPTIONS_INVALID` */
export function checkBetas(of: string, betas: readonly [number, number]): void {
  for (const i of [0, 1] as const) checkOption(of, `betas[${i}]`, betas[i], rate);
}
