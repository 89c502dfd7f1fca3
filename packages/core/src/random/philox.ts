/**
 * Philox-4x32 with 10 rounds. Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", section 3.3;
 * constants of Random123's `philox.h`, known answers of its `kat_vectors`.
 */
import { requireWords } from './check.ts';

/** The words of `counter` (4 a block) enciphered under a key of 2 words: as many words back. */
export function philox4x32(key: Uint32Array, counter: Uint32Array): Uint32Array {
  requireWords('key', key, 2, 1);
  requireWords('counter', counter, 4);
  const out = new Uint32Array(counter.length);
  for (let i = 0; i < counter.length; i += 4) {
    philoxBlock(key[0]!, key[1]!, counter[i]!, counter[i + 1]!, counter[i + 2]!, counter[i + 3]!, out, i);
  }
  return out;
}

const MULTIPLIER_0 = 0xd2511f53, MULTIPLIER_1 = 0xcd9e8d57;
/** The golden ratio and sqrt(3) - 1, cut to 32 bits: a Weyl sequence bumps the key each round. */
const WEYL_0 = 0x9e3779b9, WEYL_1 = 0xbb67ae85;

/** One block, written to `out` at `at`. */
export function philoxBlock(
  key0: number, key1: number, counter0: number, counter1: number, counter2: number, counter3: number, out: Uint32Array, at: number,
): void {
  let k0 = key0 | 0, k1 = key1 | 0;
  let a = counter0 | 0, b = counter1 | 0, c = counter2 | 0, d = counter3 | 0;
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(MULTIPLIER_0, a), low0 = Math.imul(MULTIPLIER_0, a);
    const high1 = multiplyHigh(MULTIPLIER_1, c), low1 = Math.imul(MULTIPLIER_1, c);
    a = high1 ^ b ^ k0;
    b = low1;
    c = high0 ^ d ^ k1;
    d = low0;
    k0 = (k0 + WEYL_0) | 0;
    k1 = (k1 + WEYL_1) | 0;
  }
  out[at] = a;
  out[at + 1] = b;
  out[at + 2] = c;
  out[at + 3] = d;
}

/** The upper 32 bits of an unsigned 32x32 product: JavaScript's numbers hold only 53 of its 64 bits. */
function multiplyHigh(x: number, y: number): number {
  const x0 = x & 0xffff, x1 = x >>> 16, y0 = y & 0xffff, y1 = y >>> 16;
  const middle = Math.imul(x1, y0) + (Math.imul(x0, y0) >>> 16);
  const carry = Math.imul(x0, y1) + (middle & 0xffff);
  return (Math.imul(x1, y1) + (middle >>> 16) + (carry >>> 16)) | 0;
}
