/**
 * Cross entropy of rows of logits [N, C] with class numbers: -sum over c of share[c] ln softmax(x)[c], where share[c] is
 * w[c] ((1 - smoothing) [c is the target] + smoothing / C), and nothing where the target is to be ignored. Label smoothing: Szegedy et al. 2015,
 * arXiv 1512.00567, section 7. No row of shares or probabilities is stored. `weight` may be 0: all classes weigh 1.
 */
import { exponential } from '../elementwise/exponential';
import { logOf, rowExponentials, rowMax } from '../normalization/softmax';

// @ts-ignore: decorator
@inline
function weightOf(weight: usize, c: i32): f32 {
  return weight == 0 ? 1 : load<f32>(weight + (<usize>c << 2));
}

/** share (lse - x[c]); a class without a share counts 0 even where its logit is -Infinity. */
// @ts-ignore: decorator
@inline
function term(share: f64, lse: f64, x: f32): f64 {
  return share > 0 ? share * (lse - <f64>x) : 0;
}

export function crossEntropy(x: usize, targets: usize, weight: usize, N: i32, C: i32, ignored: i32, smoothing: f64, losses: usize, logSumExp: usize): void {
  const row = <usize>C << 2;
  for (let n = 0; n < N; n++, x += row, targets += 4, losses += 4, logSumExp += 4) {
    const largest = rowMax(x, C);
    // A row of nothing but -Infinity would make a difference of infinities.
    const lse: f32 = largest == -Infinity ? largest : largest + logOf(rowExponentials(x, C, largest, 0));
    store<f32>(logSumExp, lse);
    const target = load<i32>(targets);
    let loss: f64 = 0;
    if (target != ignored) {
      if (<u32>target >= <u32>C) loss = NaN;
      else loss = term((1 - smoothing) * <f64>weightOf(weight, target), lse, load<f32>(x + (<usize>target << 2)));
      if (smoothing > 0) {
        for (let c = 0; c < C; c++) loss += term(smoothing / <f64>C * <f64>weightOf(weight, c), lse, load<f32>(x + (<usize>c << 2)));
      }
    }
    store<f32>(losses, <f32>loss);
  }
}

/** dx = upstream (softmax(x) sum(share) - share) */
export function crossEntropyGradient(x: usize, targets: usize, weight: usize, N: i32, C: i32, ignored: i32, smoothing: f64, logSumExp: usize, upstream: usize, dx: usize): void {
  const row = <usize>C << 2, vectors = row & ~15;
  let smoothed: f64 = 0;
  for (let c = 0; c < C; c++) smoothed += smoothing / <f64>C * <f64>weightOf(weight, c);
  for (let n = 0; n < N; n++, x += row, dx += row, targets += 4, logSumExp += 4, upstream += 4) {
    const target = load<i32>(targets);
    if (target == ignored) {
      memory.fill(dx, 0, row);
      continue;
    }
    const u = <f64>load<f32>(upstream), own = <u32>target < <u32>C ? (1 - smoothing) * <f64>weightOf(weight, target) : NaN;
    const lse = f32x4.splat(load<f32>(logSumExp)), all = f32x4.splat(<f32>(u * (own + smoothed)));
    let c = <usize>0;
    for (; c < vectors; c += 16) v128.store(dx + c, f32x4.mul(all, exponential(f32x4.sub(v128.load(x + c), lse))));
    for (; c < row; c += 4) store<f32>(dx + c, f32x4.extract_lane(f32x4.mul(all, exponential(f32x4.sub(v128.load32_splat(x + c), lse))), 0));
    if (smoothing > 0) {
      const each = smoothing / <f64>C * u;
      for (let i = 0; i < C; i++) {
        const at = dx + (<usize>i << 2);
        store<f32>(at, load<f32>(at) - <f32>(each * <f64>weightOf(weight, i)));
      }
    }
    if (<u32>target < <u32>C) {
      const at = dx + (<usize>target << 2);
      store<f32>(at, load<f32>(at) - <f32>(u * own));
    }
  }
}
