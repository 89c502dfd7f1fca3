/**
 * Threefry-2x32 with 20 rounds. Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", section 3.2;
 * rotations and key schedule of Random123's `threefry.h`, known answers of its `kat_vectors`.
 */
import { requireWords } from './check.ts';

/** The words of `counter` (2 a block) enciphered under a key of 2 words: as many words back. */
export function threefry2x32(key: Uint32Array, counter: Uint32Array): Uint32Array {
  requireWords('key', key, 2, 1);
  requireWords('counter', counter, 2);
  const out = new Uint32Array(counter.length);
  for (let i = 0; i < counter.length; i += 2) threefryBlock(key[0]!, key[1]!, counter[i]!, counter[i + 1]!, out, i);
  return out;
}

/** Skein's key-schedule parity, cut to 32 bits. */
const PARITY = 0x1bd11bda;

/** One block, written to `out` at `at`. Unrolled: the loop over rounds is three times slower in V8. */
export function threefryBlock(key0: number, key1: number, counter0: number, counter1: number, out: Uint32Array, at: number): void {
  const k0 = key0 | 0, k1 = key1 | 0, k2 = key0 ^ key1 ^ PARITY;
  let a = (counter0 + k0) | 0, b = (counter1 + k1) | 0;
  a = (a + b) | 0; b = ((b << 13) | (b >>> 19)) ^ a;
  a = (a + b) | 0; b = ((b << 15) | (b >>> 17)) ^ a;
  a = (a + b) | 0; b = ((b << 26) | (b >>> 6)) ^ a;
  a = (a + b) | 0; b = ((b << 6) | (b >>> 26)) ^ a;
  a = (a + k1) | 0; b = (b + k2 + 1) | 0;
  a = (a + b) | 0; b = ((b << 17) | (b >>> 15)) ^ a;
  a = (a + b) | 0; b = ((b << 29) | (b >>> 3)) ^ a;
  a = (a + b) | 0; b = ((b << 16) | (b >>> 16)) ^ a;
  a = (a + b) | 0; b = ((b << 24) | (b >>> 8)) ^ a;
  a = (a + k2) | 0; b = (b + k0 + 2) | 0;
  a = (a + b) | 0; b = ((b << 13) | (b >>> 19)) ^ a;
  a = (a + b) | 0; b = ((b << 15) | (b >>> 17)) ^ a;
  a = (a + b) | 0; b = ((b << 26) | (b >>> 6)) ^ a;
  a = (a + b) | 0; b = ((b << 6) | (b >>> 26)) ^ a;
  a = (a + k0) | 0; b = (b + k1 + 3) | 0;
  a = (a + b) | 0; b = ((b << 17) | (b >>> 15)) ^ a;
  a = (a + b) | 0; b = ((b << 29) | (b >>> 3)) ^ a;
  a = (a + b) | 0; b = ((b << 16) | (b >>> 16)) ^ a;
  a = (a + b) | 0; b = ((b << 24) | (b >>> 8)) ^ a;
  a = (a + k1) | 0; b = (b + k2 + 4) | 0;
  a = (a + b) | 0; b = ((b << 13) | (b >>> 19)) ^ a;
  a = (a + b) | 0; b = ((b << 15) | (b >>> 17)) ^ a;
  a = (a + b) | 0; b = ((b << 26) | (b >>> 6)) ^ a;
  a = (a + b) | 0; b = ((b << 6) | (b >>> 26)) ^ a;
  out[at] = a + k2;
  out[at + 1] = b + k0 + 5;
}
