/** What an update of Adam counts with, as the host writes it: 7 doubles. */
@unmanaged
class AdamStep {
  /** What gradients are multiplied with first. */
  gradientScale: f64;
  beta1: f64;
  beta2: f64;
  /** learningRate sqrt(1 - beta2^step) / (1 - beta1^step) */
  rate: f64;
  /** epsilon sqrt(1 - beta2^step): m / c1 / (sqrt(v) / c2 + epsilon), with the numbers of both corrections taken out of the arrays. */
  epsilon: f64;
  /** What is added to gradients, times the parameter. */
  decay: f64;
  /** What the parameter is multiplied with first. */
  shrink: f64;
}

/**
 * One update of a parameter by Adam (Kingma and Ba 2014, arXiv 1412.6980, algorithm 1) or AdamW (Loshchilov and Hutter 2017, arXiv 1711.05101),
 * in one pass: p, g, m, v -> newP, newM, newV. With amsgrad (Reddi et al. 2018, arXiv 1904.09237) `largest`, the largest second moment, too; else it is 0.
 */
export function adam(step: usize, p: usize, g: usize, m: usize, v: usize, largest: usize, newP: usize, newM: usize, newV: usize, newLargest: usize, count: i32): void {
  const s = changetype<AdamStep>(step);
  const gradientScale = f32x4.splat(<f32>s.gradientScale), decay = f32x4.splat(<f32>s.decay), shrink = f32x4.splat(<f32>s.shrink);
  const rest1 = f32x4.splat(<f32>(1 - s.beta1)), beta2 = f32x4.splat(<f32>s.beta2), rest2 = f32x4.splat(<f32>(1 - s.beta2));
  const rate = f32x4.splat(<f32>s.rate), epsilon = f32x4.splat(<f32>s.epsilon);
  const end = <usize>count << 2;
  let i = <usize>0;
  while (i < end) {
    // What stands over at the end is done one by one, with four lanes that hold the same.
    const whole = i + 16 <= end;
    const old = whole ? v128.load(p + i) : v128.load32_splat(p + i);
    const gradient = f32x4.add(f32x4.mul(whole ? v128.load(g + i) : v128.load32_splat(g + i), gradientScale), f32x4.mul(old, decay));
    const moment = whole ? v128.load(m + i) : v128.load32_splat(m + i);
    const first = f32x4.add(moment, f32x4.mul(f32x4.sub(gradient, moment), rest1));
    const second = f32x4.add(f32x4.mul(whole ? v128.load(v + i) : v128.load32_splat(v + i), beta2), f32x4.mul(f32x4.mul(gradient, gradient), rest2));
    let most = second;
    if (largest != 0) most = f32x4.max(second, whole ? v128.load(largest + i) : v128.load32_splat(largest + i));
    const direction = f32x4.div(first, f32x4.add(f32x4.sqrt(most), epsilon));
    const next = f32x4.sub(f32x4.mul(old, shrink), f32x4.mul(direction, rate));
    if (whole) {
      v128.store(newP + i, next);
      v128.store(newM + i, first);
      v128.store(newV + i, second);
      if (largest != 0) v128.store(newLargest + i, most);
      i += 16;
    } else {
      v128.store32_lane(newP + i, next, 0);
      v128.store32_lane(newM + i, first, 0);
      v128.store32_lane(newV + i, second, 0);
      if (largest != 0) v128.store32_lane(newLargest + i, most, 0);
      i += 4;
    }
  }
}
