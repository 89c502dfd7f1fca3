/**
 * Random tensors: made on the host and uploaded, or by a kernel that gives the same numbers, bit for bit, on every backend.
 * Each is the function of the same name for typed arrays, with a shape.
 */
import { cast, less, tensor, tidy } from '@tensorflow/tfjs-core';

import { hasFused, runFused } from '../ops/autodiff/fused.ts';
import type { Shape, Tensor } from '../tensor.ts';
import { sizeOf } from './check.ts';
import { exponentialArray, gumbelArray } from './continuous.ts';
import { bernoulliArray, randintArray } from './discrete.ts';
import type { Key } from './key.ts';
import { normalArray, type NormalOptions, truncatedNormalArray, type TruncatedNormalOptions } from './normal.ts';
import { uniformArray, type UniformOptions } from './uniform.ts';

/** float32 in [min, max). @throws FigmentError `OPTIONS_INVALID` */
export function uniform(key: Key, shape: Shape, options: UniformOptions = {}): Tensor {
  const { min = 0, max = 1 } = options;
  return (min === 0 && max === 1 ? onBackend(key, shape, 'uniform') : undefined) ?? upload(uniformArray(key, sizeOf(shape), options), shape);
}

/** float32. @throws FigmentError `OPTIONS_INVALID` */
export function normal(key: Key, shape: Shape, options: NormalOptions = {}): Tensor {
  const { mean = 0, standardDeviation = 1 } = options;
  return (mean === 0 && standardDeviation === 1 ? onBackend(key, shape, 'normal') : undefined) ?? upload(normalArray(key, sizeOf(shape), options), shape);
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
  const uniforms = probability >= 0 && probability <= 1 ? onBackend(key, shape, 'uniform') : undefined;
  if (uniforms === undefined) return upload(bernoulliArray(key, sizeOf(shape), probability), shape);
  try {
    return tidy(() => cast(less(uniforms, probability), 'int32'));
  } finally {
    uniforms.dispose();
  }
}

/** int32 in [min, max). @throws FigmentError `OPTIONS_INVALID` */
export function randint(key: Key, shape: Shape, range: { readonly min?: number | undefined; readonly max: number }): Tensor {
  return upload(randintArray(key, sizeOf(shape), range), shape);
}

/** The same numbers by a kernel, where the backend has one that is faster than the host. */
function onBackend(key: Key, shape: Shape, distribution: 'uniform' | 'normal'): Tensor | undefined {
  if (key.generator !== 'threefry2x32' || sizeOf(shape) === 0 || !hasFused('FigmentRandom')) return undefined;
  const [high, low] = key.data as unknown as [number, number];
  return runFused('FigmentRandom', {}, { key: [high, low], shape, distribution })[0];
}

function upload(data: Float32Array | Int32Array, shape: Shape): Tensor {
  return tensor(data, [...shape], data instanceof Int32Array ? 'int32' : 'float32');
}
