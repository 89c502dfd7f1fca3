import type { GoldenValue } from './case/case.ts';
import type { Tolerance } from './case/tolerance.ts';

/** How far one result is from what was expected. */
export interface Comparison {
  readonly passed: boolean;
  /** Largest |got - expected|. */
  readonly difference: number;
  /** In words: where it is largest beyond the tolerance, or what else is wrong. */
  readonly message: string;
}

export interface Numbers {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

export function compare(got: Numbers | { readonly exactly: unknown }, expected: GoldenValue, tolerance: Tolerance): Comparison {
  if ('exactly' in expected || 'exactly' in got) {
    const [mine, theirs] = [got, expected].map((value) => JSON.stringify('exactly' in value ? value.exactly : Array.from(value.data)));
    return mine === theirs ? { passed: true, difference: 0, message: '' } : { passed: false, difference: Infinity, message: `is ${mine ?? ''}, expected ${theirs ?? ''}` };
  }
  if (got.shape.join() !== expected.shape.join()) {
    return { passed: false, difference: Infinity, message: `has shape [${got.shape.join(', ')}], expected [${expected.shape.join(', ')}]` };
  }
  return compareNumbers(got, expected, tolerance);
}

function compareNumbers(got: Numbers, expected: Numbers, { atol, rtol, atolPerStep, atolOfMax, allowFractionOver = 0 }: Tolerance): Comparison {
  const { data } = expected;
  const size = data.length;
  let largest = 0;
  for (let i = 0; i < size; i++) if (Number.isFinite(data[i])) largest = Math.max(largest, Math.abs(data[i] as number));
  const perStep = size / (expected.shape[0] ?? 1);
  const base = Math.max(atol, (atolOfMax ?? 0) * largest);
  let difference = 0;
  let over = 0;
  let worst = { index: -1, excess: -Infinity, allowed: 0 };
  for (let i = 0; i < size; i++) {
    const [mine, theirs] = [got.data[i] as number, data[i] as number];
    if (Object.is(mine, theirs) || mine === theirs) continue;
    const distance = Math.abs(mine - theirs);
    const allowed = Number.isFinite(theirs) ? (atolPerStep === undefined ? base : (atolPerStep[Math.floor(i / perStep)] ?? 0)) + rtol * Math.abs(theirs) : 0;
    // NaN on one side, or an infinity missed, is as far as can be.
    const excess = Number.isNaN(distance) ? Infinity : distance - allowed;
    difference = Math.max(difference, Number.isNaN(distance) ? Infinity : distance);
    if (excess > 0) over++;
    if (excess > worst.excess) worst = { index: i, excess, allowed };
  }
  if (over <= allowFractionOver * size) return { passed: true, difference, message: '' };
  const { index, allowed } = worst;
  const place = expected.shape.length === 0 ? '' : `[${coordinates(index, expected.shape).join(', ')}]`;
  const message = `${place} is ${String(got.data[index])}, expected ${String(data[index])}: off by ${difference.toExponential(2)}, allowed ${allowed.toExponential(2)}; ${over} of ${size} outside`;
  return { passed: false, difference, message };
}

function coordinates(index: number, shape: readonly number[]): number[] {
  return shape.map((length, axis) => Math.floor(index / shape.slice(axis + 1).reduce((a, b) => a * b, 1)) % length);
}
