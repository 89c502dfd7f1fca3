/**
 * The K kinds: super-blocks of 256 weights in sub-blocks of 16 or 32, whose scales (and minima) are whole numbers that a scale d (and
 * dmin) of the super-block multiplies (https://github.com/ggml-org/llama.cpp/pull/1684; layouts: block_q2_K ... block_q6_K in
 * ggml-common.h). All products are exact in double precision.
 */
import { type Decode, halfValues } from './decode.ts';

/** Sub-blocks of 16: d s q - dmin m; s and m of four bits, q of two. 16 bytes of s and m, 64 of q, d, dmin. */
export const q2_k: Decode = (bytes, out) => {
  const half = halfValues();
  for (let p = 0, o = 0; o < out.length; p += 84) {
    const d = half[bytes[p + 80]! | (bytes[p + 81]! << 8)]!;
    const dmin = half[bytes[p + 82]! | (bytes[p + 83]! << 8)]!;
    for (let block = 0; block < 16; block++, o += 16) {
      const scale = d * (bytes[p + block]! & 15);
      const minimum = dmin * (bytes[p + block]! >>> 4);
      const q = p + 16 + twoBitsAt(block);
      const shift = twoBitShift(block);
      for (let i = 0; i < 16; i++) out[o + i] = scale * ((bytes[q + i]! >>> shift) & 3) - minimum;
    }
  }
};

/** Sub-blocks of 16: d (s - 32) (q - 4); s of six bits, q of three. 32 bytes of third bits, 64 of the lower two, 12 of s, d. */
export const q3_k: Decode = (bytes, out) => {
  const half = halfValues();
  for (let p = 0, o = 0; o < out.length; p += 110) {
    const d = half[bytes[p + 108]! | (bytes[p + 109]! << 8)]!;
    for (let block = 0; block < 16; block++, o += 16) {
      const low = (bytes[p + 96 + (block & 7)]! >>> (block < 8 ? 0 : 4)) & 15;
      const high = (bytes[p + 104 + (block & 3)]! >>> (2 * (block >>> 2))) & 3;
      const scale = d * ((low | (high << 4)) - 32);
      const q = p + 32 + twoBitsAt(block);
      const shift = twoBitShift(block);
      const third = p + 16 * (block & 1);
      const bit = block >>> 1;
      for (let i = 0; i < 16; i++) out[o + i] = scale * (((bytes[q + i]! >>> shift) & 3) + 4 * ((bytes[third + i]! >>> bit) & 1) - 4);
    }
  }
};

/** Sub-blocks of 32: d s q - dmin m; s and m of six bits, q of four or five. d, dmin, 12 bytes of s and m, 32 of fifth bits if there are, 128 of q. */
function fourOrFiveBits(hasFifthBit: boolean): Decode {
  const size = hasFifthBit ? 176 : 144;
  return (bytes, out) => {
    const half = halfValues();
    for (let p = 0, o = 0; o < out.length; p += size) {
      const d = half[bytes[p]! | (bytes[p + 1]! << 8)]!;
      const dmin = half[bytes[p + 2]! | (bytes[p + 3]! << 8)]!;
      for (let block = 0; block < 8; block++, o += 32) {
        const scale = d * sixBits(bytes, p + 4, block, 0);
        const minimum = dmin * sixBits(bytes, p + 4, block, 4);
        const q = p + size - 128 + 32 * (block >>> 1);
        const shift = 4 * (block & 1);
        if (hasFifthBit) for (let i = 0; i < 32; i++) out[o + i] = scale * (((bytes[q + i]! >>> shift) & 15) | (((bytes[p + 16 + i]! >>> block) & 1) << 4)) - minimum;
        else for (let i = 0; i < 32; i++) out[o + i] = scale * ((bytes[q + i]! >>> shift) & 15) - minimum;
      }
    }
  };
}

export const q4_k = fourOrFiveBits(false);
export const q5_k = fourOrFiveBits(true);

/** Sub-blocks of 16: d s (q - 32); s a signed byte, q of six bits. 128 bytes of lower fours, 64 of upper twos, 16 of s, d. */
export const q6_k: Decode = (bytes, out) => {
  const half = halfValues();
  const signed = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let p = 0, o = 0; o < out.length; p += 210) {
    const d = half[bytes[p + 208]! | (bytes[p + 209]! << 8)]!;
    for (let block = 0; block < 16; block++, o += 16) {
      const scale = d * signed[p + 192 + block]!;
      const low = p + 64 * (block >>> 3) + 16 * (block & 3);
      const lowShift = block & 4;
      const high = p + 128 + twoBitsAt(block);
      const highShift = twoBitShift(block);
      for (let i = 0; i < 16; i++) out[o + i] = scale * ((((bytes[low + i]! >>> lowShift) & 15) | (((bytes[high + i]! >>> highShift) & 3) << 4)) - 32);
    }
  }
};

/** Two bits of a weight: 32 bytes hold 128 weights, the first 32 in their lowest bits. */
function twoBitsAt(block: number): number {
  return 32 * (block >>> 3) + 16 * (block & 1);
}

function twoBitShift(block: number): number {
  return block & 6;
}

/** Scale (`of` 0) or minimum (4) of a sub-block: those of the last four have their lower fours in the last bytes, their upper twos above the first four's. */
function sixBits(bytes: Uint8Array, at: number, block: number, of: 0 | 4): number {
  if (block < 4) return bytes[at + of + block]! & 63;
  return ((bytes[at + 4 + block]! >>> of) & 15) | ((bytes[at + of + block - 4]! >>> 2) & 48);
}
