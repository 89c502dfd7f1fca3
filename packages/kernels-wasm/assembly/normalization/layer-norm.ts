/**
 * Layer normalisation of the rows of x [R, C]. Ba, Kiros and Hinton 2016, arXiv 1607.06450, eq. 3 and 4.
 * `gamma`, `beta`: [C]. `mean`, `scale` (1 / standard deviation): [R].
 */
import { sumOfLanes } from './lanes';

/** Numbers whose sums are added up in single precision, lane by lane, before they go into a double. */
const BLOCK: usize = 4096;

// @ts-ignore: decorator
@inline
function rowMean(x: usize, row: usize, C: i32): f32 {
  let total: f64 = 0, c = <usize>0;
  for (const vectors = row & ~15; c < vectors;) {
    let a = f32x4.splat(0);
    for (const end = min(c + BLOCK, vectors); c < end; c += 16) a = f32x4.add(a, v128.load(x + c));
    total += sumOfLanes(a);
  }
  for (; c < row; c += 4) total += <f64>load<f32>(x + c);
  return <f32>(total / <f64>C);
}

/** The mean of squared differences, never a difference of large sums. */
// @ts-ignore: decorator
@inline
function rowVariance(x: usize, row: usize, C: i32, mean: f32): f64 {
  const m = f32x4.splat(mean);
  let total: f64 = 0, c = <usize>0;
  for (const vectors = row & ~15; c < vectors;) {
    let a = f32x4.splat(0);
    for (const end = min(c + BLOCK, vectors); c < end; c += 16) {
      const e = f32x4.sub(v128.load(x + c), m);
      a = f32x4.add(a, f32x4.mul(e, e));
    }
    total += sumOfLanes(a);
  }
  for (; c < row; c += 4) {
    const e = load<f32>(x + c) - mean;
    total += <f64>(e * e);
  }
  return total / <f64>C;
}

export function layerNorm(x: usize, gamma: usize, beta: usize, R: i32, C: i32, epsilon: f64, y: usize, mean: usize, scale: usize): void {
  const row = <usize>C << 2, vectors = row & ~15;
  for (let r = 0; r < R; r++, x += row, y += row, mean += 4, scale += 4) {
    const m = rowMean(x, row, C), s = <f32>(1 / Math.sqrt(rowVariance(x, row, C, m) + epsilon));
    const m4 = f32x4.splat(m), s4 = f32x4.splat(s);
    store<f32>(mean, m);
    store<f32>(scale, s);
    let c = <usize>0;
    for (; c < vectors; c += 16) v128.store(y + c, f32x4.add(f32x4.mul(f32x4.mul(f32x4.sub(v128.load(x + c), m4), s4), v128.load(gamma + c)), v128.load(beta + c)));
    for (; c < row; c += 4) store<f32>(y + c, (load<f32>(x + c) - m) * s * load<f32>(gamma + c) + load<f32>(beta + c));
  }
}

/**
 * With n = (x - mean) scale: dx = scale (gamma u - mean(gamma u) - n mean(gamma u n)), dgamma = sum over rows of u n, dbeta = sum of u.
 */
export function layerNormGradient(x: usize, gamma: usize, mean: usize, scale: usize, upstream: usize, R: i32, C: i32, dx: usize, dgamma: usize, dbeta: usize): void {
  const row = <usize>C << 2, vectors = row & ~15;
  memory.fill(dgamma, 0, row);
  memory.fill(dbeta, 0, row);
  for (let r = 0; r < R; r++, x += row, upstream += row, dx += row, mean += 4, scale += 4) {
    const m = load<f32>(mean), s = load<f32>(scale), m4 = f32x4.splat(m), s4 = f32x4.splat(s);
    let total: f64 = 0, product: f64 = 0, c = <usize>0;
    while (c < vectors) {
      let a = f32x4.splat(0), b = a;
      for (const end = min(c + BLOCK, vectors); c < end; c += 16) {
        const u = v128.load(upstream + c), n = f32x4.mul(f32x4.sub(v128.load(x + c), m4), s4), g = f32x4.mul(u, v128.load(gamma + c));
        a = f32x4.add(a, g);
        b = f32x4.add(b, f32x4.mul(g, n));
        v128.store(dgamma + c, f32x4.add(v128.load(dgamma + c), f32x4.mul(u, n)));
        v128.store(dbeta + c, f32x4.add(v128.load(dbeta + c), u));
      }
      total += sumOfLanes(a);
      product += sumOfLanes(b);
    }
    for (; c < row; c += 4) {
      const u = load<f32>(upstream + c), n = (load<f32>(x + c) - m) * s, g = u * load<f32>(gamma + c);
      total += <f64>g;
      product += <f64>(g * n);
      store<f32>(dgamma + c, load<f32>(dgamma + c) + u * n);
      store<f32>(dbeta + c, load<f32>(dbeta + c) + u);
    }
    const a = <f32>(total / <f64>C), b = <f32>(product / <f64>C), a4 = f32x4.splat(a), b4 = f32x4.splat(b);
    for (c = 0; c < vectors; c += 16) {
      const n = f32x4.mul(f32x4.sub(v128.load(x + c), m4), s4), g = f32x4.mul(v128.load(upstream + c), v128.load(gamma + c));
      v128.store(dx + c, f32x4.mul(s4, f32x4.sub(f32x4.sub(g, a4), f32x4.mul(n, b4))));
    }
    for (; c < row; c += 4) {
      const n = (load<f32>(x + c) - m) * s, g = load<f32>(upstream + c) * load<f32>(gamma + c);
      store<f32>(dx + c, s * (g - a - n * b));
    }
  }
}
