import { activationSlope, GELU, GELU_TANH, NONE, RELU, SILU } from '../elementwise/activation';
import { channelSums } from '../normalization/channel-sums';

/** Rows that are gone through twice while they are still at hand; their sums in single precision are added up. */
const BLOCK: i32 = 64;

/**
 * d = upstream times the activation's slope at `before`, and dbias = the sums of its columns; all [N, O], dbias: [O] or 0.
 * Without an activation d is not written, and stands for `upstream`. `scratch`: 4 O bytes.
 */
export function activationGradient(activation: i32, before: usize, upstream: usize, N: i32, O: i32, d: usize, dbias: usize, scratch: usize): void {
  const row = <usize>O << 2;
  if (dbias != 0) memory.fill(dbias, 0, row);
  for (let n0 = 0; n0 < N; n0 += BLOCK) {
    const rows = min(BLOCK, N - n0), bytes = <usize>rows * row;
    if (activation == RELU) timesSlope(RELU, before, upstream, bytes, d);
    else if (activation == SILU) timesSlope(SILU, before, upstream, bytes, d);
    else if (activation == GELU) timesSlope(GELU, before, upstream, bytes, d);
    else if (activation == GELU_TANH) timesSlope(GELU_TANH, before, upstream, bytes, d);
    if (dbias != 0) {
      channelSums(activation == NONE ? upstream : d, rows, O, scratch);
      for (let o = <usize>0; o < row; o += 4) store<f32>(dbias + o, load<f32>(dbias + o) + load<f32>(scratch + o));
    }
    before += bytes; upstream += bytes; d += bytes;
  }
}

// @ts-ignore: decorator
@inline
function timesSlope(kind: i32, x: usize, upstream: usize, bytes: usize, d: usize): void {
  const vectors = bytes & ~15;
  let i = <usize>0;
  for (; i < vectors; i += 16) v128.store(d + i, f32x4.mul(v128.load(upstream + i), activationSlope(kind, v128.load(x + i))));
  for (; i < bytes; i += 4) store<f32>(d + i, load<f32>(upstream + i) * f32x4.extract_lane(activationSlope(kind, v128.load32_splat(x + i)), 0));
}
