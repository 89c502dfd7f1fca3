/**
 * Threefry-2x32 with 20 rounds, four blocks at a time. Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3",
 * section 3.2. Word i of a draw is both halves of block (0, i), joined by exclusive or.
 */

/** Skein's key-schedule parity, cut to 32 bits. */
const PARITY: i32 = 0x1bd11bda;

/** The words of a draw from number `first` on: four. */
export function fourWords(k0: i32, k1: i32, first: i32): v128 {
  const k2 = k0 ^ k1 ^ PARITY;
  let a = i32x4.splat(k0), b = i32x4.add(i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3)), i32x4.splat(k1));
  // Two groups of four rounds after each other; the keys are added in turns.
  for (let group = 0, x = k1, y = k2, z = k0; group < 5; group++) {
    const odd = (group & 1) == 1;
    a = i32x4.add(a, b); b = v128.xor(rotate(b, odd ? 17 : 13), a);
    a = i32x4.add(a, b); b = v128.xor(rotate(b, odd ? 29 : 15), a);
    a = i32x4.add(a, b); b = v128.xor(rotate(b, odd ? 16 : 26), a);
    a = i32x4.add(a, b); b = v128.xor(rotate(b, odd ? 24 : 6), a);
    a = i32x4.add(a, i32x4.splat(x)); b = i32x4.add(b, i32x4.splat(y + group + 1));
    const next = x;
    x = y; y = z; z = next;
  }
  return v128.xor(a, b);
}

// @ts-ignore: decorator
@inline
function rotate(x: v128, by: i32): v128 {
  return v128.or(i32x4.shl(x, by), i32x4.shr_u(x, 32 - by));
}
