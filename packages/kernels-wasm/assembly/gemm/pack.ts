/**
 * Packing: a block of a matrix is copied once into the order in which the micro-kernel reads it, in panels of W rows
 * (or columns), `[panel][k][W]`, so that its inner loop loads nothing but consecutive addresses.
 * Goto and van de Geijn 2008, "Anatomy of high-performance matrix multiplication".
 */

/** A 4x4 block: four rows at `r0..r3` become four columns at `d`, `dstride` bytes apart. */
// @ts-ignore: decorator
@inline
export function transpose4(r0: usize, r1: usize, r2: usize, r3: usize, d: usize, dstride: usize): void {
  const x0 = v128.load(r0), x1 = v128.load(r1), x2 = v128.load(r2), x3 = v128.load(r3);
  const t0 = v128.shuffle<f32>(x0, x1, 0, 4, 1, 5), t1 = v128.shuffle<f32>(x0, x1, 2, 6, 3, 7);
  const t2 = v128.shuffle<f32>(x2, x3, 0, 4, 1, 5), t3 = v128.shuffle<f32>(x2, x3, 2, 6, 3, 7);
  v128.store(d, v128.shuffle<f32>(t0, t2, 0, 1, 4, 5));
  v128.store(d + dstride, v128.shuffle<f32>(t0, t2, 2, 3, 6, 7));
  v128.store(d + 2 * dstride, v128.shuffle<f32>(t1, t3, 0, 1, 4, 5));
  v128.store(d + 3 * dstride, v128.shuffle<f32>(t1, t3, 2, 3, 6, 7));
}

/** Panels of W rows (4 or 8) of a matrix [R, K] whose rows lie `ld` bytes apart. The last panel is filled up with zeros. */
export function packRows(W: i32, R: i32, K: i32, s: usize, ld: usize, d: usize): void {
  const panel = <usize>(K * W) << 2;
  let r = 0;
  for (; r + W <= R; r += W, d += panel) {
    const from = s + <usize>r * ld;
    if (W == 8) packPanel(8, K, from, ld, d);
    else packPanel(4, K, from, ld, d);
  }
  if (r < R) packRest(W, R - r, K, s + <usize>r * ld, ld, 4, d);
}

/** W rows, a constant 4 or 8. */
// @ts-ignore: decorator
@inline
function packPanel(W: i32, K: i32, s: usize, ld: usize, d: usize): void {
  const low = s + 4 * ld;
  let k = 0;
  for (; k + 4 <= K; k += 4, s += 16, d += <usize>W << 4) {
    transpose4(s, s + ld, s + 2 * ld, s + 3 * ld, d, <usize>W << 2);
    if (W == 8) {
      const t = low + (<usize>k << 2);
      transpose4(t, t + ld, t + 2 * ld, t + 3 * ld, d + 16, <usize>W << 2);
    }
  }
  for (; k < K; k++, s += 4, d += <usize>W << 2) {
    for (let w = 0; w < W; w++) store<f32>(d + (<usize>w << 2), load<f32>(s + <usize>w * ld));
  }
}

/** Panels of W columns (4 or 8) of a matrix [K, C] whose rows lie `ld` bytes apart. The last panel is filled up with zeros. */
export function packColumns(W: i32, C: i32, K: i32, s: usize, ld: usize, d: usize): void {
  const panel = <usize>(K * W) << 2;
  let c = 0;
  // 16 columns at a time, a line of the cache: rows that lie a power of two apart push each other out of it.
  for (; c + 16 <= C; c += 16) {
    let from = s + (<usize>c << 2), to = d;
    if (W == 8) {
      for (let k = 0; k < K; k++, from += ld, to += 32) {
        v128.store(to, v128.load(from));
        v128.store(to, v128.load(from, 16), 16);
        v128.store(to + panel, v128.load(from, 32));
        v128.store(to + panel, v128.load(from, 48), 16);
      }
      d += 2 * panel;
    } else {
      for (let k = 0; k < K; k++, from += ld, to += 16) {
        v128.store(to, v128.load(from));
        v128.store(to + panel, v128.load(from, 16));
        v128.store(to + 2 * panel, v128.load(from, 32));
        v128.store(to + 3 * panel, v128.load(from, 48));
      }
      d += 4 * panel;
    }
  }
  for (; c + W <= C; c += W, d += panel) {
    let from = s + (<usize>c << 2), to = d;
    for (let k = 0; k < K; k++, from += ld, to += <usize>W << 2) {
      v128.store(to, v128.load(from));
      if (W == 8) v128.store(to, v128.load(from, 16), 16);
    }
  }
  if (c < C) packRest(W, C - c, K, s + (<usize>c << 2), 4, ld, d);
}

/** One panel of fewer than W rows (or columns), that lie `step` bytes apart, their K numbers `next` bytes apart. */
function packRest(W: i32, count: i32, K: i32, s: usize, step: usize, next: usize, d: usize): void {
  for (let k = 0; k < K; k++, s += next) {
    for (let w = 0; w < W; w++, d += 4) store<f32>(d, w < count ? load<f32>(s + <usize>w * step) : 0);
  }
}
