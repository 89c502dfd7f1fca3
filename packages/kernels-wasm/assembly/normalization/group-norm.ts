/**
 * Group normalisation of x [B, P, C] (P places of C channels) in G groups of channels. Wu and He 2018, arXiv 1803.08494.
 * Layer normalisation is the case P = 1, G = 1; instance normalisation G = C.
 * `gamma`, `beta`: [C]. `mean`, `scale` (1 / standard deviation): [B, G].
 */
import { channelProducts, channelSquares, channelSums } from './channel-sums';

/** Places whose sums are added up in single precision before they go into a double. */
const BLOCK: i32 = 256;

/** A row of C floats in scratch. */
// @ts-ignore: decorator
@inline
function row(scratch: usize, C: i32, index: i32): usize {
  return scratch + (<usize>(index * C) << 2);
}

/** Bytes of scratch: five rows of channels, four doubles for each group. */
export function groupNormScratchBytes(C: i32, G: i32): usize {
  return (<usize>C * 5 << 2) + (<usize>G << 5) + 16;
}

export function groupNorm(x: usize, gamma: usize, beta: usize, B: i32, P: i32, C: i32, G: i32, epsilon: f32, y: usize, mean: usize, scale: usize, scratch: usize): void {
  const D = C / G, image = <usize>(P * C) << 2, count = <f64>(P * D), stride = <usize>C << 2;
  const sums = row(scratch, C, 0), center = row(scratch, C, 1), factor = row(scratch, C, 2), totals = (row(scratch, C, 5) + 15) & ~15;
  for (let b = 0; b < B; b++) {
    memory.fill(totals, 0, <usize>G << 3);
    for (let p = 0; p < P; p += BLOCK) {
      channelSums(x + <usize>p * stride, min(BLOCK, P - p), C, sums);
      addToGroups(sums, 0, C, D, totals);
    }
    for (let g = 0; g < G; g++) store<f32>(mean + (<usize>g << 2), <f32>(load<f64>(totals + (<usize>g << 3)) / count));
    spread(mean, C, D, center);
    // The variance from the mean, never from a difference of large sums.
    memory.fill(totals, 0, <usize>G << 3);
    for (let p = 0; p < P; p += BLOCK) {
      channelSquares(x + <usize>p * stride, min(BLOCK, P - p), C, center, sums);
      addToGroups(sums, 0, C, D, totals);
    }
    for (let g = 0; g < G; g++) store<f32>(scale + (<usize>g << 2), <f32>(1 / Math.sqrt(load<f64>(totals + (<usize>g << 3)) / count + <f64>epsilon)));
    spread(scale, C, D, factor);
    for (let c = <usize>0; c < stride; c += 4) store<f32>(factor + c, load<f32>(factor + c) * load<f32>(gamma + c));
    for (let p = 0; p < P; p++) {
      shiftAndScale(x + <usize>p * stride, center, factor, beta, C, y + <usize>p * stride);
    }
    x += image; y += image;
    mean += <usize>G << 2; scale += <usize>G << 2;
  }
}

/**
 * With n = (x - mean) scale and the sums over a group of N = P D elements:
 * dx = scale (gamma u - sum(gamma u) / N - n sum(gamma u n) / N), dgamma = sum(u n), dbeta = sum(u).
 */
export function groupNormGradient(x: usize, gamma: usize, mean: usize, scale: usize, upstream: usize, B: i32, P: i32, C: i32, G: i32, dx: usize, dgamma: usize, dbeta: usize, scratch: usize): void {
  const D = C / G, image = <usize>(P * C) << 2, count = <f64>(P * D), stride = <usize>C << 2;
  const sums = row(scratch, C, 0), center = row(scratch, C, 1), factor = row(scratch, C, 2), slope = row(scratch, C, 3), offset = row(scratch, C, 4);
  const totals = (row(scratch, C, 5) + 15) & ~15, products = totals + (<usize>G << 3);
  memory.fill(dgamma, 0, stride);
  memory.fill(dbeta, 0, stride);
  for (let b = 0; b < B; b++) {
    memory.fill(totals, 0, <usize>G << 4);
    spread(mean, C, D, center);
    spread(scale, C, D, factor);
    for (let p = 0; p < P; p += BLOCK) {
      const at = <usize>p * stride, places = min(BLOCK, P - p);
      channelSums(upstream + at, places, C, sums);
      for (let c = <usize>0; c < stride; c += 4) store<f32>(dbeta + c, load<f32>(dbeta + c) + load<f32>(sums + c));
      addToGroups(sums, gamma, C, D, totals);
      channelProducts(upstream + at, x + at, places, C, center, sums);
      for (let c = <usize>0; c < stride; c += 4) {
        const product = load<f32>(sums + c) * load<f32>(factor + c);
        store<f32>(sums + c, product);
        store<f32>(dgamma + c, load<f32>(dgamma + c) + product);
      }
      addToGroups(sums, gamma, C, D, products);
    }
    // dx = u (scale gamma) - (x - mean) slope - offset
    for (let c = 0; c < C; c++) {
      const g = <usize>(c / D) << 3, s = load<f32>(factor + (<usize>c << 2)), at = <usize>c << 2;
      store<f32>(slope + at, <f32>(<f64>s * <f64>s * load<f64>(products + g) / count));
      store<f32>(offset + at, <f32>(<f64>s * load<f64>(totals + g) / count));
      store<f32>(factor + at, s * load<f32>(gamma + at));
    }
    for (let p = 0; p < P; p++) {
      const at = <usize>p * stride;
      gradientRow(upstream + at, x + at, center, factor, slope, offset, C, dx + at);
    }
    x += image; upstream += image; dx += image;
    mean += <usize>G << 2; scale += <usize>G << 2;
  }
}

/** y = (x - center) factor + beta */
// @ts-ignore: decorator
@inline
function shiftAndScale(x: usize, center: usize, factor: usize, beta: usize, C: i32, y: usize): void {
  let c = <usize>0;
  const end = <usize>C << 2, vectors = end & ~15;
  for (; c < vectors; c += 16) {
    v128.store(y + c, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x + c), v128.load(center + c)), v128.load(factor + c)), v128.load(beta + c)));
  }
  for (; c < end; c += 4) store<f32>(y + c, (load<f32>(x + c) - load<f32>(center + c)) * load<f32>(factor + c) + load<f32>(beta + c));
}

// @ts-ignore: decorator
@inline
function gradientRow(u: usize, x: usize, center: usize, factor: usize, slope: usize, offset: usize, C: i32, dx: usize): void {
  let c = <usize>0;
  const end = <usize>C << 2, vectors = end & ~15;
  for (; c < vectors; c += 16) {
    const direct = f32x4.mul(v128.load(u + c), v128.load(factor + c));
    const through = f32x4.mul(f32x4.sub(v128.load(x + c), v128.load(center + c)), v128.load(slope + c));
    v128.store(dx + c, f32x4.sub(f32x4.sub(direct, through), v128.load(offset + c)));
  }
  for (; c < end; c += 4) {
    store<f32>(dx + c, load<f32>(u + c) * load<f32>(factor + c) - (load<f32>(x + c) - load<f32>(center + c)) * load<f32>(slope + c) - load<f32>(offset + c));
  }
}

/** totals[g] += sum over the group's channels of values[c] (times weights[c], unless 0) */
function addToGroups(values: usize, weights: usize, C: i32, D: i32, totals: usize): void {
  for (let c = 0; c < C; totals += 8) {
    let sum = load<f64>(totals);
    for (const end = c + D; c < end; c++) {
      const value = <f64>load<f32>(values + (<usize>c << 2));
      sum += weights == 0 ? value : value * <f64>load<f32>(weights + (<usize>c << 2));
    }
    store<f64>(totals, sum);
  }
}

/** to[c] = what `groups` has for the group of channel c */
function spread(groups: usize, C: i32, D: i32, to: usize): void {
  for (let c = 0; c < C; groups += 4) {
    const value = load<f32>(groups);
    for (const end = c + D; c < end; c++) store<f32>(to + (<usize>c << 2), value);
  }
}
