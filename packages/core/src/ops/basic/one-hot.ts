import { add, cast, mul, oneHot as tfOneHot, tidy } from '@tensorflow/tfjs-core';

import type { DType, Tensor } from '../../tensor.ts';

/**
 * A row for each index, `onValue` at its place and `offValue` elsewhere: int32 [...] -> [..., depth].
 *
 * @param dtype int32 unless told.
 */
export function oneHot(indices: Tensor, depth: number, onValue = 1, offValue = 0, dtype: DType = 'int32'): Tensor {
  return tidy(() => {
    // Made of whole numbers first: tfjs's wasm kernel writes the bits of integers into a tensor of floats.
    const marked = cast(tfOneHot(indices, depth), dtype === 'int32' ? 'int32' : 'float32');
    const valued = onValue === 1 && offValue === 0 ? marked : add(mul(marked, onValue - offValue), offValue);
    return cast(valued, dtype);
  });
}
