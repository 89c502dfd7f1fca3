import { FigmentError } from '@figment/core';

import { q4_0, q4_1, q5_0, q5_1, q8_0 } from './dequantize/blocks-of-32.ts';
import type { Decode } from './dequantize/decode.ts';
import { bf16, f16, f32 } from './dequantize/floats.ts';
import { q2_k, q3_k, q4_k, q5_k, q6_k } from './dequantize/k-quants.ts';

/** The types of weights that can be read: their blocks, and how these become floats. */
const decoders = { F32: f32, F16: f16, BF16: bf16, Q8_0: q8_0, Q4_0: q4_0, Q4_1: q4_1, Q5_0: q5_0, Q5_1: q5_1, Q2_K: q2_k, Q3_K: q3_k, Q4_K: q4_k, Q5_K: q5_k, Q6_K: q6_k } as const satisfies Record<string, Decode>;

/** A type of weights that can be read. */
export type GgufType = keyof typeof decoders;

/** All of them. */
export const ggufTypes = Object.keys(decoders) as readonly GgufType[];

/** How weights of a type are stored: so many in a block, and its bytes. */
export interface GgufBlocks {
  /** As ggml calls it. */
  readonly name: string;
  readonly weights: number;
  readonly bytes: number;
}

/** ggml's types: name, number, weights and bytes of a block. Also those that can't be read: their tensors have to be told from gaps. */
const stored = new Map(
  ('F32 0 1 4,F16 1 1 2,Q4_0 2 32 18,Q4_1 3 32 20,Q5_0 6 32 22,Q5_1 7 32 24,Q8_0 8 32 34,Q8_1 9 32 40,Q2_K 10 256 84,Q3_K 11 256 110,Q4_K 12 256 144,Q5_K 13 256 176,Q6_K 14 256 210,Q8_K 15 256 292,'
  + 'IQ2_XXS 16 256 66,IQ2_XS 17 256 74,IQ3_XXS 18 256 98,IQ1_S 19 256 50,IQ4_NL 20 32 18,IQ3_S 21 256 110,IQ2_S 22 256 82,IQ4_XS 23 256 136,I8 24 1 1,I16 25 1 2,I32 26 1 4,I64 27 1 8,F64 28 1 8,'
  + 'IQ1_M 29 256 56,BF16 30 1 2,TQ1_0 34 256 54,TQ2_0 35 256 66,MXFP4 39 32 17,NVFP4 40 64 36')
    .split(',').map((type): [number, GgufBlocks] => {
      const [name, number, weights, bytes] = type.split(' ') as [string, string, string, string];
      return [Number(number), { name, weights: Number(weights), bytes: Number(bytes) }];
    }),
);

/** undefined for a number that ggml has not given. */
export function blocksOf(type: number): GgufBlocks | undefined {
  return stored.get(type);
}

/**
 * Stored weights as floats, as ggml's own reference has them, bit for bit.
 *
 * @param type 'Q4_K'
 * @param bytes whole blocks
 * @throws FigmentError `GGUF_INVALID` for a type that can't be read, or bytes that are no whole blocks
 */
export function dequantize(type: string, bytes: Uint8Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  const decode: Decode | undefined = Object.hasOwn(decoders, type) ? decoders[type as GgufType] : undefined;
  if (decode === undefined) throw new FigmentError('GGUF_INVALID', `Weights of type ${type} can't be read; what can is ${ggufTypes.join(', ')}.`);
  const blocks = [...stored.values()].find(({ name }) => name === type)!;
  if (bytes.length % blocks.bytes !== 0) throw new FigmentError('GGUF_INVALID', `Weights of type ${type} come in blocks of ${blocks.bytes} bytes, got ${bytes.length} bytes.`);
  const out = new Float32Array((bytes.length / blocks.bytes) * blocks.weights);
  // Two bytes are read as one where they are aligned.
  decode(bytes.byteOffset % 2 === 0 ? bytes : bytes.slice(), out);
  return out;
}
