import { FigmentError } from '../../errors.ts';
import { fromBfloat16, fromHalf, LARGEST_HALF, toHalf } from './half.ts';

type Numbers = Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** Bytes of one element, of each type that the format knows. */
export const elementBytes = {
  BOOL: 1, U8: 1, I8: 1, F8_E5M2: 1, F8_E4M3: 1, I16: 2, U16: 2, F16: 2, BF16: 2, I32: 4, U32: 4, F32: 4, F64: 8, I64: 8, U64: 8,
} as const;

/** The types that the format knows. */
export type SafetensorsDType = keyof typeof elementBytes;
/** What we write. */
export type WritableDType = 'F32' | 'F16' | 'I32' | 'U8' | 'BOOL';

/**
 * Stored bytes as numbers: floats of any width become float32, integers int32, bytes and booleans stay bytes.
 *
 * @param of names the tensor in messages
 * @throws FigmentError `SAFETENSORS_INVALID` for types that we don't read, and integers that int32 can't hold
 */
export function decode(dtype: SafetensorsDType, bytes: ArrayBuffer, of: string): Numbers {
  switch (dtype) {
    case 'F32':
      return new Float32Array(bytes);
    case 'F16':
      return fromHalf(new Uint16Array(bytes));
    case 'BF16':
      return fromBfloat16(new Uint16Array(bytes));
    case 'F64':
      return Float32Array.from(new Float64Array(bytes));
    case 'I32':
      return new Int32Array(bytes);
    case 'I64':
      return Int32Array.from(new BigInt64Array(bytes), (value) => toInt32(value, of));
    case 'U8':
    case 'BOOL':
      return new Uint8Array(bytes);
    case 'I8':
    case 'F8_E5M2':
    case 'F8_E4M3':
    case 'I16':
    case 'U16':
    case 'U32':
    case 'U64':
      throw new FigmentError('SAFETENSORS_INVALID', `${of} has the type ${dtype}; what can be read is F32, F16, BF16, F64, I64, I32, U8 and BOOL.`);
  }
}

/**
 * Numbers as stored bytes.
 *
 * @throws FigmentError `INPUT_INVALID` for a finite number that float16 can't hold
 */
export function encode(dtype: WritableDType, numbers: Float32Array | Int32Array | Uint8Array, of: string): Uint8Array<ArrayBuffer> {
  switch (dtype) {
    case 'F32':
      return bytesOf(numbers instanceof Float32Array ? numbers : Float32Array.from(numbers));
    case 'F16': {
      const values = numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);
      const tooLarge = values.find((value) => Number.isFinite(value) && Math.abs(value) > LARGEST_HALF);
      if (tooLarge !== undefined) throw new FigmentError('INPUT_INVALID', `${of} holds ${tooLarge}, and float16 ends at ${LARGEST_HALF}: save it as float32.`);
      return bytesOf(toHalf(values));
    }
    case 'I32':
      return bytesOf(numbers instanceof Int32Array ? numbers : Int32Array.from(numbers));
    case 'U8':
    case 'BOOL':
      return bytesOf(numbers instanceof Uint8Array ? numbers : Uint8Array.from(numbers));
  }
}

function toInt32(value: bigint, of: string): number {
  if (BigInt.asIntN(32, value) !== value) throw new FigmentError('SAFETENSORS_INVALID', `${of} holds ${value.toString()}, which int32 can't.`);
  return Number(value);
}

/** A copy, for the numbers may lie in the memory of a backend, or of threads. */
function bytesOf(array: Float32Array | Int32Array | Uint16Array | Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength).slice();
}
