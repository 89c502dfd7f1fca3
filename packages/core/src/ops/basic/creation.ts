import { tensor, type Tensor } from '@tensorflow/tfjs-core';

import { readTensor } from '../../backend/in-flight.ts';
import { FigmentError } from '../../errors.ts';
import type { DType, HostArray } from '../../tensor.ts';
import { noteRange } from '../indexing/index-range.ts';

export { eye, fill, linspace, ones, onesLike, range, scalar, tensor, zeros, zerosLike } from '@tensorflow/tfjs-core';

/**
 * Copies a host array to the backend, as it lies. Bytes become int32 unless `dtype` says otherwise.
 *
 * @throws FigmentError `SHAPE_MISMATCH` when the shape does not hold as many values as there are.
 */
export function upload(array: HostArray, dtype: DType = array.data instanceof Float32Array ? 'float32' : 'int32'): Tensor {
  const size = array.shape.reduce((product, length) => product * length, 1);
  if (array.data.length !== size) {
    throw new FigmentError('SHAPE_MISMATCH', `A host array of shape [${array.shape.join(', ')}] must hold ${size} values, got ${array.data.length}.`);
  }
  const uploaded = tensor(array.data, [...array.shape], dtype);
  if (dtype === 'int32') noteRange(uploaded, array.data);
  return uploaded;
}

/**
 * Copies a tensor to the host without blocking: float32 as Float32Array, int32 as Int32Array, bool as Uint8Array.
 *
 * @throws FigmentError `DEVICE_LOST`, `DEVICE_ERROR`
 */
export async function download(x: Tensor): Promise<HostArray> {
  const shape = [...x.shape];
  // A backend may hand out the memory it computes in.
  return { data: (await readTensor(x)).slice(), shape };
}
