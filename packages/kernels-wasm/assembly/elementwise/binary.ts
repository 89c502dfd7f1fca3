const ADD: i32 = 0;
const SUBTRACT: i32 = 1;
const MULTIPLY: i32 = 2;
const DIVIDE: i32 = 3;
const MAXIMUM: i32 = 4;
const MINIMUM: i32 = 5;
const SQUARED_DIFFERENCE: i32 = 6;
/** From here on, comparisons: their results are truth values of a byte. */
const GREATER: i32 = 7;
const GREATER_EQUAL: i32 = 8;
const LESS: i32 = 9;
const LESS_EQUAL: i32 = 10;
const EQUAL: i32 = 11;

/**
 * out = a f b over arrays that broadcast. `shape`: `axes` triples of int32 (length, bytes from one element of a to the next, the
 * same of b), 0 bytes where an operand has length 1 there; the last axis is contiguous in whichever operand moves along it.
 * `room`: 32 bytes and a counter of 4 bytes for each axis.
 */
export function binary(f: i32, a: usize, b: usize, axes: i32, shape: usize, out: usize, room: usize): void {
  const last = shape + <usize>(axes - 1) * 12, counters = room + 32;
  const count = load<i32>(last), row = <usize>count << (f < GREATER ? 2 : 0);
  const aMoves = load<i32>(last, 4) != 0, bMoves = load<i32>(last, 8) != 0;
  memory.fill(counters, 0, <usize>axes << 2);
  for (;;) {
    // An operand that stands still is four copies of its number, read again and again.
    if (!aMoves) v128.store(room, v128.load32_splat(a));
    if (!bMoves) v128.store(room, v128.load32_splat(b), 16);
    const atA = aMoves ? a : room, atB = bMoves ? b : room + 16, aStep: usize = aMoves ? 16 : 0, bStep: usize = bMoves ? 16 : 0;
    if (f < GREATER) along(f, atA, aStep, atB, bStep, out, count);
    else compareAlong(f, atA, aStep, atB, bStep, out, count);
    out += row;
    let axis = axes - 2;
    for (; axis >= 0; axis--) {
      const at = shape + <usize>axis * 12, counter = counters + (<usize>axis << 2);
      const next = load<i32>(counter) + 1, length = load<i32>(at);
      a += load<i32>(at, 4); b += load<i32>(at, 8);
      if (next < length) {
        store<i32>(counter, next);
        break;
      }
      a -= <usize>length * load<i32>(at, 4); b -= <usize>length * load<i32>(at, 8);
      store<i32>(counter, 0);
    }
    if (axis < 0) return;
  }
}

/** One row. `aStep`, `bStep`: bytes from four numbers to the next four, 16 or 0. */
function along(f: i32, a: usize, aStep: usize, b: usize, bStep: usize, out: usize, count: i32): void {
  const end = out + (<usize>(count & ~3) << 2);
  switch (f) {
    case ADD:
      for (; out < end; out += 16, a += aStep, b += bStep) v128.store(out, f32x4.add(v128.load(a), v128.load(b)));
      break;
    case SUBTRACT:
      for (; out < end; out += 16, a += aStep, b += bStep) v128.store(out, f32x4.sub(v128.load(a), v128.load(b)));
      break;
    case MULTIPLY:
      for (; out < end; out += 16, a += aStep, b += bStep) v128.store(out, f32x4.mul(v128.load(a), v128.load(b)));
      break;
    default:
      for (; out < end; out += 16, a += aStep, b += bStep) v128.store(out, combine(f, v128.load(a), v128.load(b)));
  }
  for (let i = count & 3; i > 0; i--, out += 4, a += aStep >> 2, b += bStep >> 2) {
    store<f32>(out, f32x4.extract_lane(combine(f, v128.load32_splat(a), v128.load32_splat(b)), 0));
  }
}

function combine(f: i32, a: v128, b: v128): v128 {
  switch (f) {
    case ADD: return f32x4.add(a, b);
    case SUBTRACT: return f32x4.sub(a, b);
    case MULTIPLY: return f32x4.mul(a, b);
    case DIVIDE: return f32x4.div(a, b);
    case MAXIMUM: return f32x4.max(a, b);
    case MINIMUM: return f32x4.min(a, b);
    case SQUARED_DIFFERENCE: {
      const difference = f32x4.sub(a, b);
      return f32x4.mul(difference, difference);
    }
    case GREATER: return f32x4.gt(a, b);
    case GREATER_EQUAL: return f32x4.ge(a, b);
    case LESS: return f32x4.lt(a, b);
    case LESS_EQUAL: return f32x4.le(a, b);
    case EQUAL: return f32x4.eq(a, b);
    default: return f32x4.ne(a, b);
  }
}

/** One row of truth values. */
function compareAlong(f: i32, a: usize, aStep: usize, b: usize, bStep: usize, out: usize, count: i32): void {
  const end = out + <usize>(count & ~3);
  for (; out < end; out += 4, a += aStep, b += bStep) {
    const halves = i16x8.narrow_i32x4_s(combine(f, v128.load(a), v128.load(b)), i32x4.splat(0));
    v128.store32_lane(out, v128.and(i8x16.narrow_i16x8_s(halves, halves), i8x16.splat(1)), 0);
  }
  for (let i = count & 3; i > 0; i--, out++, a += aStep >> 2, b += bStep >> 2) {
    store<u8>(out, <u8>(i32x4.extract_lane(combine(f, v128.load32_splat(a), v128.load32_splat(b)), 0) & 1));
  }
}
