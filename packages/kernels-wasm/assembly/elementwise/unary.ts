import { slopeOf, valueOf } from './functions';

/** out = f(x) */
export function unary(f: i32, x: usize, out: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    v128.store(out, valueOf(f, v128.load(x)));
    x += 16; out += 16;
  }
  for (; i < count; i++) {
    store<f32>(out, f32x4.extract_lane(valueOf(f, v128.load32_splat(x)), 0));
    x += 4; out += 4;
  }
}

/** out = f'(x) upstream */
export function unaryGradient(f: i32, x: usize, upstream: usize, out: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    v128.store(out, f32x4.mul(slopeOf(f, v128.load(x)), v128.load(upstream)));
    x += 16; upstream += 16; out += 16;
  }
  for (; i < count; i++) {
    store<f32>(out, f32x4.extract_lane(slopeOf(f, v128.load32_splat(x)), 0) * load<f32>(upstream));
    x += 4; upstream += 4; out += 4;
  }
}

/** out = f(gate) up. Shazeer 2020, arXiv 2002.05202, eq. 6. */
export function gated(f: i32, gate: usize, up: usize, out: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    v128.store(out, f32x4.mul(valueOf(f, v128.load(gate)), v128.load(up)));
    gate += 16; up += 16; out += 16;
  }
  for (; i < count; i++) {
    store<f32>(out, f32x4.extract_lane(valueOf(f, v128.load32_splat(gate)), 0) * load<f32>(up));
    gate += 4; up += 4; out += 4;
  }
}

/** dgate = f'(gate) up upstream, dup = f(gate) upstream */
export function gatedGradient(f: i32, gate: usize, up: usize, upstream: usize, dgate: usize, dup: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = <usize>i << 2, x = v128.load(gate + at), u = v128.load(upstream + at);
    v128.store(dgate + at, f32x4.mul(f32x4.mul(slopeOf(f, x), v128.load(up + at)), u));
    v128.store(dup + at, f32x4.mul(valueOf(f, x), u));
  }
  for (; i < count; i++) {
    const at = <usize>i << 2, x = v128.load32_splat(gate + at), u = load<f32>(upstream + at);
    store<f32>(dgate + at, f32x4.extract_lane(slopeOf(f, x), 0) * load<f32>(up + at) * u);
    store<f32>(dup + at, f32x4.extract_lane(valueOf(f, x), 0) * u);
  }
}

/** out = x above 0, alpha x below. Maas, Hannun and Ng 2013, "Rectifier nonlinearities improve neural network acoustic models". */
export function leakyRelu(x: usize, alpha: f32, out: usize, count: i32): void {
  const end = <usize>count << 2, vectors = end & ~15, zero = f32x4.splat(0), slope = f32x4.splat(alpha);
  let i = <usize>0;
  for (; i < vectors; i += 16) {
    const v = v128.load(x + i);
    v128.store(out + i, v128.bitselect(f32x4.mul(v, slope), v, f32x4.lt(v, zero)));
  }
  for (; i < end; i += 4) {
    const v = load<f32>(x + i);
    store<f32>(out + i, v < 0 ? v * alpha : v);
  }
}

/** out = upstream where x is above 0, alpha upstream elsewhere: what of a leaky ReLU's gradient flows back. */
export function leakyReluGradient(x: usize, upstream: usize, alpha: f32, out: usize, count: i32): void {
  const end = <usize>count << 2, vectors = end & ~15, zero = f32x4.splat(0), slope = f32x4.splat(alpha);
  let i = <usize>0;
  for (; i < vectors; i += 16) {
    const u = v128.load(upstream + i);
    v128.store(out + i, v128.bitselect(u, alpha == 0 ? zero : f32x4.mul(u, slope), f32x4.gt(v128.load(x + i), zero)));
  }
  for (; i < end; i += 4) {
    const u = load<f32>(upstream + i);
    store<f32>(out + i, load<f32>(x + i) > 0 ? u : alpha == 0 ? 0 : u * alpha);
  }
}

/** out = a where the truth value (a byte) is not 0, else b; numbers of 4 bytes. */
export function select(condition: usize, a: usize, b: usize, out: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const wide = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(condition + <usize>i)));
    const at = <usize>i << 2;
    v128.store(out + at, v128.bitselect(v128.load(b + at), v128.load(a + at), i32x4.eq(wide, i32x4.splat(0))));
  }
  for (; i < count; i++) {
    const at = <usize>i << 2;
    store<u32>(out + at, load<u32>((load<u8>(condition + <usize>i) != 0 ? a : b) + at));
  }
}
