import { channelSums } from '../normalization/channel-sums';

/** Rows that are gone through twice while they are still at hand; their sums in single precision are added up. */
const BLOCK: i32 = 64;

/**
 * What comes back through bias and activation: d = upstream times slope, and dbias = the sums of its columns. slope, upstream,
 * d: [N, O], dbias: [O]. Without an activation slope is 0 and d stays as it is; without a bias dbias is 0. `scratch`: 4 O bytes.
 */
export function activationGradient(slope: usize, upstream: usize, N: i32, O: i32, d: usize, dbias: usize, scratch: usize): void {
  const row = <usize>O << 2;
  if (dbias != 0) memory.fill(dbias, 0, row);
  for (let n0 = 0; n0 < N; n0 += BLOCK) {
    const rows = min(BLOCK, N - n0), bytes = <usize>rows * row;
    if (slope != 0) {
      multiply(slope, upstream, bytes, d);
      slope += bytes;
    }
    if (dbias != 0) {
      channelSums(slope == 0 ? upstream : d, rows, O, scratch);
      for (let o = <usize>0; o < row; o += 4) store<f32>(dbias + o, load<f32>(dbias + o) + load<f32>(scratch + o));
    }
    upstream += bytes; d += bytes;
  }
}

function multiply(x: usize, y: usize, bytes: usize, to: usize): void {
  const vectors = bytes & ~15;
  let i = <usize>0;
  for (; i < vectors; i += 16) v128.store(to + i, f32x4.mul(v128.load(x + i), v128.load(y + i)));
  for (; i < bytes; i += 4) store<f32>(to + i, load<f32>(x + i) * load<f32>(y + i));
}
