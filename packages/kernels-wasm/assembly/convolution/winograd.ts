/**
 * Winograd's minimal filtering F(4x4, 3x3): a 3x3 convolution of stride 1 makes tiles of 4x4 outputs from 6x6 inputs as
 * A^T ((G g G^T) * (B^T d B)) A, with 36 products for each pair of channels where 144 stand in the definition. Over all tiles and channels
 * the products are 36 products of matrices, which the host asks for. Lavin and Gray 2015, arXiv 1509.09308, section 4.3: points 0, 1, -1, 2, -2.
 * All of it is linear in g: its transpose gives the gradient of the filter. Channels go by fours.
 */

/** Numbers along an axis of a tile of inputs, which are also the points; of outputs; of the filter. */
const POINTS: usize = 6;
const OUTPUTS: usize = 4;
const TAPS: usize = 3;

/** Which matrix a line of numbers is multiplied with. */
const INPUT: i32 = 0;
const UPSTREAM: i32 = 1;
const OUTPUT: i32 = 2;
const FILTER: i32 = 3;
const FILTER_GRADIENT: i32 = 4;

/** Addresses that are read, addresses that are written, the half-done tile: bytes of each in scratch. */
const TABLE: usize = 144;
const HALF: usize = 576;

/** Bytes of scratch, with a row of `channels` for what lies outside of the image. */
export function winogradScratchBytes(channels: i32): usize {
  return 2 * TABLE + HALF + (<usize>channels << 2);
}

/**
 * Tiles of an image [B, H, W, C] at all points: to[point, tile, channel], for `count` tiles from `first` on. Tile (i, j) begins at
 * (4 i - top, 4 j - left); outside of the image there are zeros.
 */
export function winogradInput(image: usize, H: i32, W: i32, C: i32, top: i32, left: i32, tilesH: i32, tilesW: i32, first: i32, count: i32, to: usize, scratch: usize): void {
  tiles(INPUT, POINTS, image, H, W, C, top, left, tilesH, tilesW, first, count, to, scratch);
}

/** As {@link winogradInput} for the upstream gradient of the outputs, which lie in tiles of 4x4. */
export function winogradUpstream(image: usize, H: i32, W: i32, C: i32, tilesH: i32, tilesW: i32, first: i32, count: i32, to: usize, scratch: usize): void {
  tiles(UPSTREAM, OUTPUTS, image, H, W, C, 0, 0, tilesH, tilesW, first, count, to, scratch);
}

// @ts-ignore: decorator
@inline
function tiles(kind: i32, size: usize, image: usize, H: i32, W: i32, C: i32, top: i32, left: i32, tilesH: i32, tilesW: i32, first: i32, count: i32, to: usize, scratch: usize): void {
  const row = <usize>C << 2, from = scratch, targets = from + TABLE, half = targets + TABLE, zeros = half + HALF;
  memory.fill(zeros, 0, row);
  for (let t = 0; t < count; t++) {
    addressPixels(size, image, H, W, row, top, left, tilesH, tilesW, first + t, zeros, from);
    for (let point = <usize>0; point < POINTS * POINTS; point++) store<u32>(targets + (point << 2), <u32>(to + (point * <usize>count + <usize>t) * row));
    transform(kind, size, POINTS, from, targets, half, row, 0);
  }
}

/** out[B, H, W, N] = bias + A^T m A, from m[point, tile, N]. `bias`: [N] or 0. What stands over of the last tiles goes to scratch. */
export function winogradOutput(m: usize, H: i32, W: i32, N: i32, tilesH: i32, tilesW: i32, first: i32, count: i32, bias: usize, out: usize, scratch: usize): void {
  const row = <usize>N << 2, from = scratch, targets = from + TABLE, half = targets + TABLE, nowhere = half + HALF;
  for (let t = 0; t < count; t++) {
    for (let point = <usize>0; point < POINTS * POINTS; point++) store<u32>(from + (point << 2), <u32>(m + (point * <usize>count + <usize>t) * row));
    addressPixels(OUTPUTS, out, H, W, row, 0, 0, tilesH, tilesW, first + t, nowhere, targets);
    transform(OUTPUT, POINTS, OUTPUTS, from, targets, half, row, bias);
  }
}

/** to[point, I, O] = G g G^T of filter[3, 3, I, O]; `turned`: of the filter turned by half a turn, as input gradients need it. */
export function winogradFilter(filter: usize, I: i32, O: i32, turned: bool, to: usize, scratch: usize): void {
  const row = <usize>O << 2, plane = <usize>I * row, from = scratch, targets = from + TABLE, half = targets + TABLE;
  for (let i = 0; i < I; i++) {
    for (let tap = <usize>0; tap < TAPS * TAPS; tap++) store<u32>(from + (tap << 2), <u32>(filter + (turned ? TAPS * TAPS - 1 - tap : tap) * plane));
    for (let point = <usize>0; point < POINTS * POINTS; point++) store<u32>(targets + (point << 2), <u32>(to + point * plane));
    transform(FILTER, TAPS, POINTS, from, targets, half, row, 0);
    filter += row; to += row;
  }
}

/** filter[3, 3, I, O] = G^T u G of u[point, I, O] */
export function winogradFilterGradient(u: usize, I: i32, O: i32, filter: usize, scratch: usize): void {
  const row = <usize>O << 2, plane = <usize>I * row, from = scratch, targets = from + TABLE, half = targets + TABLE;
  for (let i = 0; i < I; i++) {
    for (let point = <usize>0; point < POINTS * POINTS; point++) store<u32>(from + (point << 2), <u32>(u + point * plane));
    for (let tap = <usize>0; tap < TAPS * TAPS; tap++) store<u32>(targets + (tap << 2), <u32>(filter + tap * plane));
    transform(FILTER_GRADIENT, POINTS, TAPS, from, targets, half, row, 0);
    u += row; filter += row;
  }
}

/** The addresses of the `size` x `size` pixels of a tile; `outside` for those that are not in the image. */
function addressPixels(size: usize, image: usize, H: i32, W: i32, row: usize, top: i32, left: i32, tilesH: i32, tilesW: i32, tile: i32, outside: usize, table: usize): void {
  const b = tile / (tilesH * tilesW), inImage = tile - b * tilesH * tilesW, i = inImage / tilesW;
  const h0 = i * <i32>OUTPUTS - top, w0 = (inImage - i * tilesW) * <i32>OUTPUTS - left;
  for (let h = h0; h < h0 + <i32>size; h++) {
    for (let w = w0; w < w0 + <i32>size; w++) {
      const inside = <u32>h < <u32>H && <u32>w < <u32>W;
      store<u32>(table, <u32>(inside ? image + <usize>((b * H + h) * W + w) * row : outside));
      table += 4;
    }
  }
}

/** Both axes of a tile, for all channels: columns from the addresses `from` into `half`, rows of it to the addresses `to`, where `bias` is added unless it is 0. */
// @ts-ignore: decorator
@inline
function transform(kind: i32, before: usize, after: usize, from: usize, to: usize, half: usize, row: usize, bias: usize): void {
  for (let c = <usize>0; c < row; c += 16) {
    const added = kind == OUTPUT && bias != 0 ? v128.load(bias + c) : f32x4.splat(0);
    for (let j = <usize>0; j < before; j++) line(kind, true, from + (j << 2), before << 2, half + (j << 4), before << 4, c, added);
    for (let i = <usize>0; i < after; i++) line(kind, false, half + ((i * before) << 4), 16, to + ((i * after) << 2), 4, c, added);
  }
}

/** One line of numbers, `step` bytes apart: the first pass reads at addresses that stand in a table, the second writes to such. */
// @ts-ignore: decorator
@inline
function line(kind: i32, first: bool, from: usize, step: usize, to: usize, toStep: usize, c: usize, added: v128): void {
  const x0 = read(first, from, c), x1 = read(first, from + step, c), x2 = read(first, from + 2 * step, c);
  if (kind == FILTER) {
    const ends = f32x4.mul(f32x4.add(x0, x2), f32x4.splat(-1 / 6.0)), middle = f32x4.mul(x1, f32x4.splat(1 / 6.0));
    const far = f32x4.add(f32x4.mul(x0, f32x4.splat(1 / 24.0)), f32x4.mul(x2, f32x4.splat(1 / 6.0))), half = f32x4.mul(x1, f32x4.splat(1 / 12.0));
    write(kind, first, to, c, f32x4.mul(x0, f32x4.splat(0.25)), added);
    write(kind, first, to + toStep, c, f32x4.sub(ends, middle), added);
    write(kind, first, to + 2 * toStep, c, f32x4.add(ends, middle), added);
    write(kind, first, to + 3 * toStep, c, f32x4.add(far, half), added);
    write(kind, first, to + 4 * toStep, c, f32x4.sub(far, half), added);
    write(kind, first, to + 5 * toStep, c, x2, added);
    return;
  }
  const x3 = read(first, from + 3 * step, c);
  if (kind == UPSTREAM) {
    const even = f32x4.add(x0, x2), odd = f32x4.add(x1, x3);
    const even2 = f32x4.add(x0, times(4, x2)), odd2 = f32x4.add(times(2, x1), times(8, x3));
    write(kind, first, to, c, x0, added);
    write(kind, first, to + toStep, c, f32x4.add(even, odd), added);
    write(kind, first, to + 2 * toStep, c, f32x4.sub(even, odd), added);
    write(kind, first, to + 3 * toStep, c, f32x4.add(even2, odd2), added);
    write(kind, first, to + 4 * toStep, c, f32x4.sub(even2, odd2), added);
    write(kind, first, to + 5 * toStep, c, x3, added);
    return;
  }
  const x4 = read(first, from + 4 * step, c), x5 = read(first, from + 5 * step, c);
  if (kind == INPUT) {
    const a = f32x4.sub(x4, times(4, x2)), b = f32x4.sub(x3, times(4, x1));
    const d = f32x4.sub(x4, x2), e = times(2, f32x4.sub(x3, x1));
    write(kind, first, to, c, f32x4.add(f32x4.sub(times(4, x0), times(5, x2)), x4), added);
    write(kind, first, to + toStep, c, f32x4.add(a, b), added);
    write(kind, first, to + 2 * toStep, c, f32x4.sub(a, b), added);
    write(kind, first, to + 3 * toStep, c, f32x4.add(d, e), added);
    write(kind, first, to + 4 * toStep, c, f32x4.sub(d, e), added);
    write(kind, first, to + 5 * toStep, c, f32x4.add(f32x4.sub(times(4, x1), times(5, x3)), x5), added);
    return;
  }
  const sum = f32x4.add(x1, x2), difference = f32x4.sub(x1, x2), sum2 = f32x4.add(x3, x4), difference2 = f32x4.sub(x3, x4);
  if (kind == OUTPUT) {
    write(kind, first, to, c, f32x4.add(x0, f32x4.add(sum, sum2)), added);
    write(kind, first, to + toStep, c, f32x4.add(difference, times(2, difference2)), added);
    write(kind, first, to + 2 * toStep, c, f32x4.add(sum, times(4, sum2)), added);
    write(kind, first, to + 3 * toStep, c, f32x4.add(f32x4.add(difference, times(8, difference2)), x5), added);
    return;
  }
  const near = times(1 / 6.0, sum);
  write(kind, first, to, c, f32x4.add(f32x4.sub(times(0.25, x0), near), times(1 / 24.0, sum2)), added);
  write(kind, first, to + toStep, c, f32x4.sub(times(1 / 12.0, difference2), times(1 / 6.0, difference)), added);
  write(kind, first, to + 2 * toStep, c, f32x4.add(f32x4.sub(times(1 / 6.0, sum2), near), x5), added);
}

// @ts-ignore: decorator
@inline
function read(first: bool, from: usize, c: usize): v128 {
  return v128.load(first ? <usize>load<u32>(from) + c : from);
}

// @ts-ignore: decorator
@inline
function write(kind: i32, first: bool, to: usize, c: usize, value: v128, added: v128): void {
  if (first) v128.store(to, value);
  else v128.store(<usize>load<u32>(to) + c, kind == OUTPUT ? f32x4.add(value, added) : value);
}

// @ts-ignore: decorator
@inline
function times(factor: f32, x: v128): v128 {
  return f32x4.mul(f32x4.splat(factor), x);
}
