/** How the numbers of an input are drawn. */
export type Draw =
  /** In [-2, 2). */
  | 'any'
  /** In [0.3, 2.3): for logarithms, roots and quotients. */
  | 'positive'
  /** All different, further apart than rounding, none of them 0: for maxima, sorting and kinks. */
  | 'apart';

/** Mixes the bits of a place and a seed: the same on every machine, unlike a sine. Steele et al. 2014, SplitMix's finaliser. */
function mixed(seed: number, i: number): number {
  let h = Math.imul(seed + 1, 0x9e3779b9) ^ Math.imul(i + 1, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

/** Deterministic numbers with three decimals, so that the data that they are shared as stays short; rounded to single precision. */
export function draw(count: number, how: Draw, seed: number): number[] {
  if (how === 'apart') {
    // A permutation of evenly spaced numbers around 0, none of them 0.
    const order = Array.from({ length: count }, (_, i) => i).sort((a, b) => mixed(seed, a) - mixed(seed, b));
    return order.map((rank) => short(((rank + 0.63) / count - 0.5) * 3.9));
  }
  return Array.from({ length: count }, (_, i) => short(how === 'positive' ? 0.3 + 2 * mixed(seed, i) : 4 * mixed(seed, i) - 2));
}

const short = (x: number): number => Math.fround(Math.round(x * 1000) / 1000);

/** Numbers that every case shares: dL/dy, and what weighs the gradients before they are differentiated again. */
export const upstream: readonly number[] = draw(4096, 'any', 99);
