/**
 * Random tensors. The numbers are made on the host and uploaded, so they are the same, bit for bit, on every backend.
 * Each is the function of the same name for typed arrays, with a shape.
 */
import { tensor } from '@tensorflow/tfjs-core';

import type { Shape, Tensor } from '../tensor.ts';
import { sizeOf } from './check.ts';
import { exponentialArray, gumbelArray } from './continuous.ts';
import { bernoulliArray, randintArray } from './discrete.ts';
import type { Key } from './key.ts';
import { normalArray, type NormalOptions, truncatedNormalArray, type TruncatedNormalOptions } from './normal.ts';
import { uniformArray, type UniformOptions } from './uniform.ts';

/** float32 in [min, max). @throws FigmentError `OPTIONS_INVALID` */
export function uniform(key: Key, shape: Shape, options: UniformOptions = {}): Tensor {
  return upload(uniformArray(key, sizeOf(shape), options), shape);
}

/** float32. @throws FigmentError `OPTIONS_INVALID` */
export function normal(key: Key, shape: Shape, options: NormalOptions = {}): Tensor {
  return upload(normalArray(key, sizeOf(shape), options), shape);
}

/** float32, within `lower` to `upper` standard deviations of the mean. @throws FigmentError `OPTIONS_INVALID` */
export function truncatedNormal(key: Key, shape: Shape, options: TruncatedNormalOptions = {}): Tensor {
  return upload(truncatedNormalArray(key, sizeOf(shape), options), shape);
}

/** float32. @throws FigmentError `OPTIONS_INVALID` */
export function gumbel(key: Key, shape: Shape): Tensor {
  return upload(gumbelArray(key, sizeOf(shape)), shape);
}

/** float32, of mean 1. @throws FigmentError `OPTIONS_INVALID` */
export function exponential(key: Key, shape: Shape): Tensor {
  return upload(exponentialArray(key, sizeOf(shape)), shape);
}

/** int32, 1 with the given probability and else 0. @throws FigmentError `OPTIONS_INVALID` */
export function bernoulli(key: Key, shape: Shape, probability = 0.5): Tensor {
  return upload(bernoulliArray(key, sizeOf(shape), probability), shape);
}

/** int32 in [min, max). @throws FigmentError `OPTIONS_INVALID` */
export function randint(key: Key, shape: Shape, range: { readonly min?: number | undefined; readonly max: number }): Tensor {
  return upload(randintArray(key, sizeOf(shape), range), shape);
}

function upload(data: Float32Array | Int32Array, shape: Shape): Tensor {
  return tensor(data, [...shape], data instanceof Int32Array ? 'int32' : 'float32');
}
