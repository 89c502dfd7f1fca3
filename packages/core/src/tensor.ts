import type * as tf from '@tensorflow/tfjs-core';

/** tfjs's own tensor: what any tfjs program makes can be passed in, and back. */
export type Tensor = tf.Tensor;
/** What an optimiser moves. */
export type Parameter = tf.Variable;
/** What is saved but not optimised: batch-norm statistics, codebooks kept by moving average, spectral-norm vectors. */
export type Buffer = tf.Variable;
/** Lengths of the axes, outermost first. */
export type Shape = readonly number[];
/** Types of numbers that ops work with. */
export type DType = 'float32' | 'int32' | 'bool';

/**
 * Whether a value is a tensor, of whichever copy of tfjs, by the signs that tfjs itself goes by. Its class, imported as a value, would
 * bring the formats of its own files into every page.
 */
export function isTensor(value: unknown): value is Tensor {
  return typeof value === 'object' && value !== null && 'dataId' in value && 'shape' in value && 'dtype' in value;
}

/** Whether a value is a tensor whose contents can be replaced: a parameter or a buffer. */
export function isVariable(value: unknown): value is Parameter {
  return isTensor(value) && 'assign' in value;
}

/** A flat, row-major array with its shape: how data lies outside of a backend, and how it travels between threads. */
export interface HostArray<Data extends Float32Array | Int32Array | Uint8Array = Float32Array | Int32Array | Uint8Array> {
  readonly data: Data;
  readonly shape: Shape;
}
