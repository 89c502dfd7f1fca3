import { FigmentError } from '../errors.ts';
import type { Shape } from '../tensor.ts';

function refuse(name: string, rule: string, value: unknown): never {
  throw new FigmentError('OPTIONS_INVALID', `${name} must be ${rule}, got ${String(value)}.`);
}

export function requireCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) refuse(name, 'a whole number, 0 or more', value);
}

export function requireFinite(name: string, value: number): void {
  if (!Number.isFinite(value)) refuse(name, 'a finite number', value);
}

export function requireBelow(lowName: string, low: number, highName: string, high: number): void {
  requireFinite(lowName, low);
  requireFinite(highName, high);
  if (low >= high) refuse(highName, `above ${lowName} (${low})`, high);
}

/** Words in whole blocks of `block`; exactly `blocks` of them where that is told. */
export function requireWords(name: string, words: Uint32Array, block: number, blocks?: number): void {
  const right = blocks === undefined ? words.length % block === 0 : words.length === block * blocks;
  if (!right) refuse(`${name}.length`, blocks === undefined ? `a multiple of ${block}` : `${block * blocks}`, words.length);
}

/** The number of elements. */
export function sizeOf(shape: Shape): number {
  for (const dimension of shape) if (!Number.isSafeInteger(dimension) || dimension < 0) refuse('shape', 'whole numbers, 0 or more', `[${shape.join(', ')}]`);
  return shape.reduce((product, dimension) => product * dimension, 1);
}
