/** Block sizes: a panel of B (KC x 8) stays in the first cache, the packed block of A (MC x KC) in the second. */
export const MC: i32 = 64;
export const NC: i32 = 512;
export const KC: i32 = 256;

/** Bytes of a row of the row table: address in C, address in the source, first row and first column in the source. */
export const ROW: usize = 16;

/** Room that every product needs: a tile, the row table (of a block of rows or of a run of the reduction), packed A, packed B. */
export const EDGE_BYTES: usize = 128;
export const TABLE_BYTES: usize = <usize>KC * ROW;
export const A_BYTES: usize = <usize>(MC * KC) << 2;
export const B_BYTES: usize = <usize>(NC * KC) << 2;

/** Bytes of scratch for a product; convolutions need a row of zeros and, for gradients, turned weights beyond it. */
export function productScratchBytes(): usize {
  return EDGE_BYTES + TABLE_BYTES + A_BYTES + B_BYTES;
}

/** The reduction in even runs of at most KC: 270 as 136 + 134, not 256 + 14. A multiple of 4. */
export function runLength(K: i32): i32 {
  const runs = (K + KC - 1) / KC;
  return ((K + runs - 1) / runs + 3) & ~3;
}
