import { transpose4 } from '../gemm/pack';

/** How the innermost axes of a copy lie. */
const ROWS: i32 = 0;
const TURNED: i32 = 1;
const STRIDED: i32 = 2;
const STRIDED_BYTES: i32 = 3;

/**
 * Copies numbers of 4 bytes, with STRIDED_BYTES of one, from one view of memory to another. `shape`: `axes` triples of int32, outermost first: length, bytes from
 * one element to the next in the source, the same in the target. `kind` says how the last axes lie: ROWS, contiguous in both;
 * TURNED, the last contiguous in the target and the one before it in the source; STRIDED, anyhow. `counters`: 4 bytes for each axis.
 */
export function copyView(kind: i32, from: usize, to: usize, axes: i32, shape: usize, counters: usize): void {
  const inner = kind == TURNED ? 2 : 1, outer = axes - inner;
  memory.fill(counters, 0, <usize>axes << 2);
  for (;;) {
    copyInner(kind, from, to, shape + <usize>outer * 12);
    let axis = outer - 1;
    for (; axis >= 0; axis--) {
      const at = shape + <usize>axis * 12, counter = counters + (<usize>axis << 2);
      const next = load<i32>(counter) + 1, length = load<i32>(at);
      from += load<i32>(at, 4); to += load<i32>(at, 8);
      if (next < length) {
        store<i32>(counter, next);
        break;
      }
      from -= <usize>length * load<i32>(at, 4); to -= <usize>length * load<i32>(at, 8);
      store<i32>(counter, 0);
    }
    if (axis < 0) return;
  }
}

// @ts-ignore: decorator
@inline
function copyInner(kind: i32, from: usize, to: usize, shape: usize): void {
  const length = load<i32>(shape);
  if (kind == ROWS) {
    const bytes = <usize>length << 2;
    if (bytes > 512) {
      memory.copy(to, from, bytes);
      return;
    }
    let i = <usize>0;
    for (const vectors = bytes & ~15; i < vectors; i += 16) v128.store(to + i, v128.load(from + i));
    for (; i < bytes; i += 4) store<u32>(to + i, load<u32>(from + i));
  } else if (kind == TURNED) {
    turn(from, to, length, load<i32>(shape, 8), load<i32>(shape, 12), load<i32>(shape, 16));
  } else {
    const step = <usize>load<i32>(shape, 4), toStep = <usize>load<i32>(shape, 8);
    if (kind == STRIDED) for (let i = 0; i < length; i++, from += step, to += toStep) store<u32>(to, load<u32>(from));
    else for (let i = 0; i < length; i++, from += step, to += toStep) store<u8>(to, load<u8>(from));
  }
}

/** to[r, c] = from[c, r], r < R, c < C: rows of the target `toRow` bytes apart, those of the source `fromRow`. By blocks of 4x4. */
function turn(from: usize, to: usize, R: i32, toRow: usize, C: i32, fromRow: usize): void {
  let r = 0;
  for (; r + 4 <= R; r += 4) {
    let p = from + (<usize>r << 2), q = to + <usize>r * toRow, c = 0;
    for (; c + 4 <= C; c += 4, p += 4 * fromRow, q += 16) transpose4(p, p + fromRow, p + 2 * fromRow, p + 3 * fromRow, q, toRow);
    for (; c < C; c++, p += fromRow, q += 4) {
      for (let i = <usize>0; i < 4; i++) store<u32>(q + i * toRow, load<u32>(p + (i << 2)));
    }
  }
  for (; r < R; r++) {
    let p = from + (<usize>r << 2), q = to + <usize>r * toRow;
    for (let c = 0; c < C; c++, p += fromRow, q += 4) store<u32>(q, load<u32>(p));
  }
}
