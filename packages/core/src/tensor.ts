import type * as tf from '@tensorflow/tfjs-core';

/** tfjs's own tensor: what any tfjs program makes can be passed in, and back. */
export type Tensor = tf.Tensor;
/** What an optimiser moves. */
export type Parameter = tf.Variable;
/** What is saved but not optimised: batch-norm statistics, codebooks kept by moving average, spectral-norm vectors. */
export type Buffer = tf.Variable;
export type Shape = readonly number[];
export type DType = 'float32' | 'int32' | 'bool';

/** A flat, row-major array with its shape: how data lies outside of a backend, and how it travels between threads. */
export interface HostArray<Data extends Float32Array | Int32Array | Uint8Array = Float32Array | Int32Array | Uint8Array> {
  readonly data: Data;
  readonly shape: Shape;
}
