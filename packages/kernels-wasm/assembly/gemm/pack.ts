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

/** Panels of W rows of a matrix [R, K] whose rows lie `ld` bytes apart. The last panel is filled up with zeros. */
export function packRows(W: i32, R: i32, K: i32, s: usize, ld: usize, d: usize): void {
  for (let r = 0; r < R; r += W) {
    const left = R - r;
    if (left >= W) {
      let k = 0;
      for (; k + 4 <= K; k += 4) {
        for (let w = 0; w < W; w += 4) {
          const p = s + <usize>(r + w) * ld + <usize>(k << 2);
          transpose4(p, p + ld, p + 2 * ld, p + 3 * ld, d + <usize>((k * W + w) << 2), <usize>(W << 2));
        }
      }
      for (; k < K; k++) {
        for (let w = 0; w < W; w++) store<f32>(d + <usize>((k * W + w) << 2), load<f32>(s + <usize>(r + w) * ld + <usize>(k << 2)));
      }
    } else {
      for (let k = 0; k < K; k++) {
        for (let w = 0; w < W; w++) store<f32>(d + <usize>((k * W + w) << 2), w < left ? load<f32>(s + <usize>(r + w) * ld + <usize>(k << 2)) : 0);
      }
    }
    d += <usize>(K * W) << 2;
  }
}

/** Panels of W columns of a matrix [K, C] whose rows lie `ld` bytes apart. The last panel is filled up with zeros. */
export function packColumns(W: i32, C: i32, K: i32, s: usize, ld: usize, d: usize): void {
  for (let c = 0; c < C; c += W) {
    const left = C - c;
    let p = s + <usize>(c << 2);
    if (left >= W) {
      for (let k = 0; k < K; k++) {
        for (let w = 0; w < W; w += 4) v128.store(d + <usize>(w << 2), v128.load(p + <usize>(w << 2)));
        d += <usize>(W << 2);
        p += ld;
      }
    } else {
      for (let k = 0; k < K; k++) {
        for (let w = 0; w < W; w++) store<f32>(d + <usize>(w << 2), w < left ? load<f32>(p + <usize>(w << 2)) : 0);
        d += <usize>(W << 2);
        p += ld;
      }
    }
  }
}
