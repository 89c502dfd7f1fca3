import { Attention } from './call';

const BYTES: i32 = 1;
const INTEGERS: i32 = 2;
/** Added to the scores. */
const NUMBERS: i32 = 3;

/** Applies the mask's row for a query to its scores of `cols` keys from key k on: -Infinity where nothing is seen. */
export function maskRow(g: Attention, mask: usize, batch: i32, head: i32, query: i32, k: i32, scores: usize, cols: i32): void {
  const at = batch * g.maskBatchStep + head * g.maskHeadStep + query * g.maskQueryStep + k * g.maskKeyStep;
  const step = g.maskKeyStep, hidden = f32x4.splat(-Infinity);
  let j = 0;
  if (g.maskKind == BYTES) {
    const row = mask + <usize>at;
    if (step == 1) {
      for (; j + 4 <= cols; j += 4, scores += 16) {
        const seen = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(row + <usize>j)));
        v128.store(scores, v128.bitselect(v128.load(scores), hidden, i32x4.ne(seen, i32x4.splat(0))));
      }
    }
    for (; j < cols; j++, scores += 4) if (load<u8>(row + <usize>(j * step)) == 0) store<f32>(scores, -Infinity);
  } else if (g.maskKind == INTEGERS) {
    const row = mask + (<usize>at << 2);
    for (; j < cols; j++, scores += 4) if (load<i32>(row + (<usize>(j * step) << 2)) == 0) store<f32>(scores, -Infinity);
  } else if (g.maskKind == NUMBERS) {
    const row = mask + (<usize>at << 2);
    for (; j < cols; j++, scores += 4) store<f32>(scores, load<f32>(scores) + load<f32>(row + (<usize>(j * step) << 2)));
  }
}
