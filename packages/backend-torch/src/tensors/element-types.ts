import { bindCode } from '../abi/functions.ts';
import type { DtypeCode } from '../abi/signature.ts';
import type { Libtorch } from '../library/libtorch.ts';

const names = ['float32', 'int32', 'bool', 'complex64', 'int64', 'uint8', 'float16', 'bfloat16', 'float64'] as const;

/** Types of elements in torch; tfjs has the first four. */
export type ElementType = (typeof names)[number];

/** torch's number of each type. */
export type ElementTypes = Readonly<Record<ElementType, DtypeCode>>;

export function elementTypes(library: Libtorch): ElementTypes {
  const codes = names.map((name) => [name, bindCode(library, `dtype_${name}`)] as const);
  return Object.fromEntries(codes.map(([name, code]) => [name, code()])) as ElementTypes;
}

/** The arrays that values of a type come and go in; complex numbers as pairs. */
export const hostArrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array, complex64: Float32Array } as const;

export type HostArray = Float32Array | Int32Array | Uint8Array;

/** The types that tfjs's tensors have in torch. */
export type TensorType = keyof typeof hostArrays;
