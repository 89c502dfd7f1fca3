/** Sums over the places of [P, C], channel by channel: strips of channels are held in registers while the places go by. */

/** sums[c] = sum over p of x[p, c] */
export function channelSums(x: usize, P: i32, C: i32, sums: usize): void {
  const row = <usize>C << 2;
  let c = 0;
  for (; c + 8 <= C; c += 8) {
    let at = x + (<usize>c << 2), a = f32x4.splat(0), b = a;
    for (let p = 0; p < P; p++) {
      a = f32x4.add(a, v128.load(at));
      b = f32x4.add(b, v128.load(at, 16));
      at += row;
    }
    v128.store(sums + (<usize>c << 2), a);
    v128.store(sums + (<usize>c << 2), b, 16);
  }
  for (; c < C; c++) {
    let at = x + (<usize>c << 2), a: f32 = 0;
    for (let p = 0; p < P; p++) {
      a += load<f32>(at);
      at += row;
    }
    store<f32>(sums + (<usize>c << 2), a);
  }
}

/** sums[c] = sum over p of (x[p, c] - center[c])^2 */
export function channelSquares(x: usize, P: i32, C: i32, center: usize, sums: usize): void {
  const row = <usize>C << 2;
  let c = 0;
  for (; c + 8 <= C; c += 8) {
    const m0 = v128.load(center + (<usize>c << 2)), m1 = v128.load(center + (<usize>c << 2), 16);
    let at = x + (<usize>c << 2), a = f32x4.splat(0), b = a;
    for (let p = 0; p < P; p++) {
      const e0 = f32x4.sub(v128.load(at), m0), e1 = f32x4.sub(v128.load(at, 16), m1);
      a = f32x4.add(a, f32x4.mul(e0, e0));
      b = f32x4.add(b, f32x4.mul(e1, e1));
      at += row;
    }
    v128.store(sums + (<usize>c << 2), a);
    v128.store(sums + (<usize>c << 2), b, 16);
  }
  for (; c < C; c++) {
    const m = load<f32>(center + (<usize>c << 2));
    let at = x + (<usize>c << 2), a: f32 = 0;
    for (let p = 0; p < P; p++) {
      const e = load<f32>(at) - m;
      a += e * e;
      at += row;
    }
    store<f32>(sums + (<usize>c << 2), a);
  }
}

/** products[c] = sum over p of u[p, c] (x[p, c] - center[c]) */
export function channelProducts(u: usize, x: usize, P: i32, C: i32, center: usize, products: usize): void {
  const row = <usize>C << 2;
  let c = 0;
  for (; c + 8 <= C; c += 8) {
    const m0 = v128.load(center + (<usize>c << 2)), m1 = v128.load(center + (<usize>c << 2), 16);
    let at = <usize>c << 2, a = f32x4.splat(0), b = a;
    for (let p = 0; p < P; p++) {
      a = f32x4.add(a, f32x4.mul(v128.load(u + at), f32x4.sub(v128.load(x + at), m0)));
      b = f32x4.add(b, f32x4.mul(v128.load(u + at, 16), f32x4.sub(v128.load(x + at, 16), m1)));
      at += row;
    }
    v128.store(products + (<usize>c << 2), a);
    v128.store(products + (<usize>c << 2), b, 16);
  }
  for (; c < C; c++) {
    const m = load<f32>(center + (<usize>c << 2));
    let at = <usize>c << 2, a: f32 = 0;
    for (let p = 0; p < P; p++) {
      a += load<f32>(u + at) * (load<f32>(x + at) - m);
      at += row;
    }
    store<f32>(products + (<usize>c << 2), a);
  }
}
