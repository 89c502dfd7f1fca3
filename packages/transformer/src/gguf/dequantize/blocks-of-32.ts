/**
 * Blocks of 32 weights that share a scale d, and a minimum m in the kinds that end in _1: ggml's first quantisations
 * (https://github.com/ggml-org/llama.cpp/blob/master/ggml/src/ggml-common.h). Products are exact in double precision, so each weight is
 * rounded once, as in ggml's own float arithmetic.
 */
import { type Decode, halfValues } from './decode.ts';

/** d (f16), then 32 signed bytes. */
export const q8_0: Decode = (bytes, out) => {
  const half = halfValues();
  const signed = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let p = 0, o = 0; o < out.length; p += 34, o += 32) {
    const d = half[bytes[p]! | (bytes[p + 1]! << 8)]!;
    for (let i = 0; i < 32; i++) out[o + i] = d * signed[p + 2 + i]!;
  }
};

/** d (f16), m (f16) if there is one, the fifth bits of all 32 if there are, then pairs of four bits: weight i low, weight i + 16 high. */
function nibbles({ hasMinimum, hasFifthBit }: { readonly hasMinimum: boolean; readonly hasFifthBit: boolean }): Decode {
  const head = hasMinimum ? 4 : 2;
  const middle = hasMinimum ? 0 : hasFifthBit ? 16 : 8;
  return (bytes, out) => {
    const half = halfValues();
    for (let p = 0, o = 0; o < out.length; p += 16, o += 32) {
      const d = half[bytes[p]! | (bytes[p + 1]! << 8)]!;
      // Adding -0 changes nothing, not even the sign of a zero.
      const m = hasMinimum ? half[bytes[p + 2]! | (bytes[p + 3]! << 8)]! : -0;
      p += head;
      let fifth = 0;
      if (hasFifthBit) {
        fifth = bytes[p]! | (bytes[p + 1]! << 8) | (bytes[p + 2]! << 16) | (bytes[p + 3]! << 24);
        p += 4;
      }
      for (let i = 0; i < 16; i++) {
        const pair = bytes[p + i]!;
        out[o + i] = d * (((pair & 15) | (((fifth >>> i) & 1) << 4)) - middle) + m;
        out[o + i + 16] = d * (((pair >>> 4) | (((fifth >>> (i + 16)) & 1) << 4)) - middle) + m;
      }
    }
  };
}

/** d (q - 8), q of four bits. */
export const q4_0 = nibbles({ hasMinimum: false, hasFifthBit: false });
/** d q + m, q of four bits. */
export const q4_1 = nibbles({ hasMinimum: true, hasFifthBit: false });
/** d (q - 16), q of five bits. */
export const q5_0 = nibbles({ hasMinimum: false, hasFifthBit: true });
/** d q + m, q of five bits. */
export const q5_1 = nibbles({ hasMinimum: true, hasFifthBit: true });
