/** Largest finite number of IEEE 754 binary16. */
export const LARGEST_HALF = 65504;

/** binary16 to float32, exactly. */
export function fromHalf(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const bits = new Uint32Array(halves.length);
  const values = new Float32Array(bits.buffer);
  for (let i = 0; i < halves.length; i += 1) {
    const half = halves[i] as number;
    const sign = (half & 0x8000) << 16;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0) {
      values[i] = fraction * 2 ** -24; // zero and subnormals
      bits[i] = (bits[i] as number) | sign;
    } else bits[i] = sign | ((exponent === 31 ? 255 : exponent + 112) << 23) | (fraction << 13);
  }
  return values;
}

/** float32 to binary16, to the nearest, ties to even; beyond the largest to infinity. */
export function toHalf(values: Float32Array): Uint16Array<ArrayBuffer> {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i += 1) {
    const word = bits[i] as number;
    const sign = (word >>> 16) & 0x8000;
    const magnitude = word & 0x7fffffff;
    if (magnitude > 0x7f800000) halves[i] = sign | 0x7e00; // NaN
    else if (magnitude >= 0x477ff000) halves[i] = sign | 0x7c00; // rounds past the largest
    else if (magnitude < 0x38800000) halves[i] = sign | roundToEven(Math.abs(values[i] as number) * 2 ** 24); // subnormal
    else halves[i] = sign | ((magnitude - 0x38000000 + 0xfff + ((magnitude >>> 13) & 1)) >>> 13);
  }
  return halves;
}

/** bfloat16, the upper half of a float32, to float32. */
export function fromBfloat16(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const bits = Uint32Array.from(halves, (half) => half << 16);
  return new Float32Array(bits.buffer);
}

function roundToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
