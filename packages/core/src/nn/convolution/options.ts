import type { Padding, Pair } from '../../ops/index.ts';
import { refuseConfig, requireMultiple, requireOneOf, requireSizes } from '../check.ts';
import type { Initialiser } from '../initialisers.ts';

/** Options that the convolutional layers share. */
export interface ConvolutionOptions {
  readonly in: number;
  readonly out: number;
  readonly kernel: Pair;
  /** 1. */
  readonly stride?: Pair | undefined;
  /** 0. */
  readonly padding?: Padding | undefined;
  /** Distance between the kernel's taps (1). */
  readonly dilation?: Pair | undefined;
  /** Channels in as many sets that do not see each other; must divide `in` and `out` (1). */
  readonly groups?: number | undefined;
  /** true. */
  readonly bias?: boolean | undefined;
  /** Uniform within 1/sqrt(in / groups * kernel area), as torch. */
  readonly initialWeight?: Initialiser | undefined;
  /** Uniform within the same bound, as torch. */
  readonly initialBias?: Initialiser | undefined;
}

/** Rows above and below that a window of 3 columns sees: 1 of pictures, 0 of sequences, which are pictures of one row. */
export function rowsAlong(layer: string, along: 'both' | 'columns' = 'both'): number {
  requireOneOf(layer, 'along', along, ['both', 'columns']);
  return along === 'both' ? 1 : 0;
}

/** A window of 3 x 3 pixels, or of 3 in a row, that keeps the size. */
export const windowOf = (rows: number) => ({ kernel: [2 * rows + 1, 3], padding: [rows, 1] }) as const;

/** One whole number of at least `least`, or two. */
export function requirePair(layer: string, name: string, value: Pair, least = 1): readonly [number, number] {
  const pair: readonly number[] = typeof value === 'number' ? [value, value] : value;
  if (pair.length !== 2 || !pair.every((length) => Number.isSafeInteger(length) && length >= least)) {
    refuseConfig(`${layer}.${name}`, `one whole number or two, ${least} or more`, value);
  }
  return pair as readonly [number, number];
}

export function requirePadding(layer: string, padding: Padding): Padding {
  if (padding === 'valid' || padding === 'same') return padding;
  const sides: readonly number[] = typeof padding === 'number' ? [padding] : padding;
  if (![1, 2, 4].includes(sides.length) || !sides.every((side) => Number.isSafeInteger(side) && side >= 0)) {
    refuseConfig(`${layer}.padding`, "one, two or four whole numbers, 0 or more, 'same' or 'valid'", padding);
  }
  return padding;
}

export function requireChannelsAndGroups(layer: string, inputs: number, out: number, groups: number): void {
  requireSizes(layer, { in: inputs, out, groups });
  requireMultiple(layer, ['in', inputs], ['groups', groups]);
  requireMultiple(layer, ['out', out], ['groups', groups]);
}
