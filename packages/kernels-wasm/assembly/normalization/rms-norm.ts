/** Root-mean-square normalisation of the rows of x [R, C]. Zhang and Sennrich 2019, arXiv 1910.07467, eq. 4. `weight`: [C], `scale`: [R]. */

/** The sum of a[c] b[c] (times w[c], unless 0). */
function dot(a: usize, b: usize, w: usize, C: i32): f64 {
  let vector = f32x4.splat(0), single: f32 = 0, c = 0;
  for (; c + 4 <= C; c += 4) {
    const at = <usize>c << 2;
    let product = f32x4.mul(v128.load(a + at), v128.load(b + at));
    if (w != 0) product = f32x4.mul(product, v128.load(w + at));
    vector = f32x4.add(vector, product);
  }
  for (; c < C; c++) {
    const at = <usize>c << 2;
    const product = load<f32>(a + at) * load<f32>(b + at);
    single += w != 0 ? product * load<f32>(w + at) : product;
  }
  return <f64>single + <f64>f32x4.extract_lane(vector, 0) + <f64>f32x4.extract_lane(vector, 1) + <f64>f32x4.extract_lane(vector, 2) + <f64>f32x4.extract_lane(vector, 3);
}

export function rmsNorm(x: usize, weight: usize, R: i32, C: i32, epsilon: f32, y: usize, scale: usize): void {
  const end = <usize>C << 2, vectors = end & ~15;
  for (let r = 0; r < R; r++) {
    const s = <f32>(1 / Math.sqrt(dot(x, x, 0, C) / <f64>C + <f64>epsilon)), s4 = f32x4.splat(s);
    store<f32>(scale, s);
    let c = <usize>0;
    for (; c < vectors; c += 16) v128.store(y + c, f32x4.mul(f32x4.mul(v128.load(x + c), s4), v128.load(weight + c)));
    for (; c < end; c += 4) store<f32>(y + c, load<f32>(x + c) * s * load<f32>(weight + c));
    x += end; y += end; scale += 4;
  }
}

/** dx = s (w u) - x s^3 mean(w u x), dweight = sum over rows of u x s */
export function rmsNormGradient(x: usize, weight: usize, scale: usize, upstream: usize, R: i32, C: i32, dx: usize, dweight: usize): void {
  const end = <usize>C << 2, vectors = end & ~15;
  memory.fill(dweight, 0, end);
  for (let r = 0; r < R; r++) {
    const s = load<f32>(scale), t = <f32>(<f64>s * <f64>s * <f64>s * dot(upstream, x, weight, C) / <f64>C);
    const s4 = f32x4.splat(s), t4 = f32x4.splat(t);
    let c = <usize>0;
    for (; c < vectors; c += 16) {
      const u = v128.load(upstream + c), v = v128.load(x + c);
      v128.store(dx + c, f32x4.sub(f32x4.mul(f32x4.mul(u, v128.load(weight + c)), s4), f32x4.mul(v, t4)));
      v128.store(dweight + c, f32x4.add(v128.load(dweight + c), f32x4.mul(f32x4.mul(u, v), s4)));
    }
    for (; c < end; c += 4) {
      const u = load<f32>(upstream + c), v = load<f32>(x + c);
      store<f32>(dx + c, u * load<f32>(weight + c) * s - v * t);
      store<f32>(dweight + c, load<f32>(dweight + c) + u * v * s);
    }
    x += end; upstream += end; dx += end; scale += 4;
  }
}
