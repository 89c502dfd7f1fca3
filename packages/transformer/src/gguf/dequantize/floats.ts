import { type Decode, halfValues } from './decode.ts';

/** IEEE 754 binary32, as it stands. */
export const f32: Decode = (bytes, out) => {
  new Uint8Array(out.buffer, out.byteOffset, out.byteLength).set(bytes);
};

/** IEEE 754 binary16. */
export const f16: Decode = (bytes, out) => {
  const half = halfValues();
  const words = new Uint16Array(bytes.buffer, bytes.byteOffset, out.length);
  for (let i = 0; i < out.length; i++) out[i] = half[words[i]!]!;
};

/** bfloat16: the upper half of a binary32. */
export const bf16: Decode = (bytes, out) => {
  const words = new Uint16Array(bytes.buffer, bytes.byteOffset, out.length);
  const bits = new Uint32Array(out.buffer, out.byteOffset, out.length);
  for (let i = 0; i < out.length; i++) bits[i] = words[i]! << 16;
};
