import { EDGE_BYTES } from '../gemm/scratch';

/** Queries and keys of a block: its scores, some kB, stay in the first cache. */
export const QUERIES: i32 = 32;
export const KEYS: i32 = 128;
/** A row of a block of scores. */
export const SCORE_ROW: usize = <usize>KEYS << 2;

/** Addresses of a block's rows. */
export const TABLE_BYTES: usize = <usize>KEYS << 2;

/** Bytes of `rows` rows (or columns) of length `length` in panels of 8. */
export function packedBytes(rows: i32, length: i32): usize {
  return <usize>(((rows + 7) & ~7) * length) << 2;
}

export function attentionScratchBytes(keys: i32, width: i32, valueWidth: i32): usize {
  return EDGE_BYTES + TABLE_BYTES + <usize>QUERIES * (8 + 2 * SCORE_ROW + (<usize>width << 3)) + packedBytes(keys, width) + packedBytes(valueWidth, keys);
}

export function attentionGradientScratchBytes(width: i32, valueWidth: i32): usize {
  const widths = <usize>(width + valueWidth) << 2, rounded = packedBytes(width, 1) + packedBytes(valueWidth, 1);
  // Of queries: scores, their gradients, one of them packed, rows as they are and in two packings; of keys: keys in two packings, values.
  return EDGE_BYTES + TABLE_BYTES + <usize>QUERIES * (3 * SCORE_ROW + 2 * widths + rounded) + <usize>KEYS * (widths + rounded);
}

/** Addresses of `rows` rows, `step` bytes apart, into the table. */
export function addressRows(first: usize, step: usize, rows: i32, table: usize): void {
  for (let r = 0; r < rows; r++, first += step) store<u32>(table + (<usize>r << 2), <u32>first);
}
