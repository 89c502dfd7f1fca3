import { FigmentError } from '@figment/core';

/** A refusal at a denoiser's door: `Dit.width must be a multiple of 4, got 66.` @throws FigmentError `CONFIG_INVALID` */
export function requireOption(name: string, isRight: boolean, rule: string, value: unknown): void {
  if (!isRight) throw new FigmentError('CONFIG_INVALID', `${name} must be ${rule}, got ${Array.isArray(value) ? `[${value.join(', ')}]` : String(value)}.`);
}

/** Sizes and counts. @throws FigmentError `CONFIG_INVALID` */
export function requireCounts(denoiser: string, counts: Readonly<Record<string, number | undefined>>): void {
  for (const [name, value] of Object.entries(counts)) requireOption(`${denoiser}.${name}`, value === undefined || (Number.isSafeInteger(value) && value >= 1), 'a whole number, 1 or more', value);
}

/** What a denoiser attends to, which it can't do without. @throws FigmentError `INPUT_INVALID` */
export function requireStates<T>(states: T | undefined, width: number): T {
  if (states === undefined) throw new FigmentError('INPUT_INVALID', `This denoiser attends to states of a prompt, condition.states [B, T, ${width}], got none.`);
  return states;
}
