import { multiplyAdd } from './multiply-add';

/**
 * The micro-kernel: a tile of 4 rows and 8 columns of the product. Its eight accumulators, four splats and two loads fit
 * the registers that engines leave us (15 on x86-64); 6x8 and 4x12 spill and run at half the speed.
 */

/** One tile into rows at `c0..c3` (their first of 8 columns), from a panel of A [K][4] and one of B [K][8]. */
// @ts-ignore: decorator
@inline
function multiplyTile(K: i32, ap: usize, bp: usize, c0: usize, c1: usize, c2: usize, c3: usize, accumulate: bool): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  for (let k = 0; k < K; k++) {
    const b0 = v128.load(bp), b1 = v128.load(bp, 16);
    const a0 = v128.load32_splat(ap), a1 = v128.load32_splat(ap, 4), a2 = v128.load32_splat(ap, 8), a3 = v128.load32_splat(ap, 12);
    c00 = multiplyAdd(a0, b0, c00); c01 = multiplyAdd(a0, b1, c01);
    c10 = multiplyAdd(a1, b0, c10); c11 = multiplyAdd(a1, b1, c11);
    c20 = multiplyAdd(a2, b0, c20); c21 = multiplyAdd(a2, b1, c21);
    c30 = multiplyAdd(a3, b0, c30); c31 = multiplyAdd(a3, b1, c31);
    ap += 16;
    bp += 32;
  }
  if (accumulate) {
    v128.store(c0, f32x4.add(v128.load(c0), c00)); v128.store(c0, f32x4.add(v128.load(c0, 16), c01), 16);
    v128.store(c1, f32x4.add(v128.load(c1), c10)); v128.store(c1, f32x4.add(v128.load(c1, 16), c11), 16);
    v128.store(c2, f32x4.add(v128.load(c2), c20)); v128.store(c2, f32x4.add(v128.load(c2, 16), c21), 16);
    v128.store(c3, f32x4.add(v128.load(c3), c30)); v128.store(c3, f32x4.add(v128.load(c3, 16), c31), 16);
  } else {
    v128.store(c0, c00); v128.store(c0, c01, 16);
    v128.store(c1, c10); v128.store(c1, c11, 16);
    v128.store(c2, c20); v128.store(c2, c21, 16);
    v128.store(c3, c30); v128.store(c3, c31, 16);
  }
}

/**
 * A block of the product: `rows` x `columns`, from packed panels, into rows whose addresses stand in `rowTable`
 * (4 bytes each, `rowTableStep` bytes apart), beginning at column `column`.
 * `edge` is room for one tile: what stands over at the borders is computed there and copied.
 */
export function multiplyBlock(rows: i32, columns: i32, K: i32, pa: usize, pb: usize, rowTable: usize, rowTableStep: usize, column: i32, accumulate: bool, edge: usize): void {
  multiplyPanels(rows, columns, K, pa, pb, <usize>K << 5, rowTable, rowTableStep, column, accumulate, edge);
}

/** As {@link multiplyBlock}, from panels of B that lie `panelStep` bytes apart and may be longer than the K that is taken of them. */
export function multiplyPanels(
  rows: i32, columns: i32, K: i32, pa: usize, pb: usize, panelStep: usize, rowTable: usize, rowTableStep: usize, column: i32, accumulate: bool, edge: usize,
): void {
  for (let n = 0; n < columns; n += 8) {
    const at = <usize>(column + n) << 2;
    for (let m = 0; m < rows; m += 4) {
      const ap = pa + (<usize>(m * K) << 2);
      const row = rowTable + <usize>m * rowTableStep;
      if (n + 8 <= columns && m + 4 <= rows) {
        multiplyTile(K, ap, pb, <usize>load<u32>(row) + at, <usize>load<u32>(row + rowTableStep) + at, <usize>load<u32>(row + 2 * rowTableStep) + at, <usize>load<u32>(row + 3 * rowTableStep) + at, accumulate);
      } else {
        multiplyTile(K, ap, pb, edge, edge + 32, edge + 64, edge + 96, false);
        const rm = min(4, rows - m), rn = min(8, columns - n);
        for (let i = 0; i < rm; i++) {
          const d = <usize>load<u32>(row + <usize>i * rowTableStep) + at;
          for (let j = 0; j < rn; j++) {
            const p = d + <usize>(j << 2), v = load<f32>(edge + <usize>((i * 8 + j) << 2));
            store<f32>(p, accumulate ? load<f32>(p) + v : v);
          }
        }
      }
    }
    pb += panelStep;
  }
}
