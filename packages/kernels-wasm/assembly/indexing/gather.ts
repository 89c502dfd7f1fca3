/**
 * out[b, o, i] = x[b, o, ids[b, i]], rows of `rowBytes`: the look-up of an embedding, or along any axis of x: [B, O, N, row] with
 * ids: [B, I]. Returns where in ids the first stands that is none of 0..N-1, or -1; nothing is read for it.
 */
export function gather(x: usize, ids: usize, B: i32, O: i32, N: i32, I: i32, rowBytes: usize, out: usize): i32 {
  for (let b = 0; b < B; b++) {
    for (let o = 0; o < O; o++) {
      for (let i = 0; i < I; i++) {
        const id = load<i32>(ids + (<usize>(b * I + i) << 2));
        if (<u32>id >= <u32>N) return b * I + i;
        copyRow(x + <usize>id * rowBytes, rowBytes, out);
        out += rowBytes;
      }
      x += <usize>N * rowBytes;
    }
  }
  return -1;
}

// @ts-ignore: decorator
@inline
function copyRow(from: usize, bytes: usize, to: usize): void {
  let at = <usize>0;
  for (; at + 16 <= bytes; at += 16) v128.store(to + at, v128.load(from + at));
  for (; at < bytes; at++) store<u8>(to + at, load<u8>(from + at));
}
