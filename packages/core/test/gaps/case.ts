import type { Tensor } from '@tensorflow/tfjs-core';

import type { Tf } from './float64.ts';

/** How the numbers of an input are drawn. */
export type Draw =
  /** In [-2, 2). */
  | 'any'
  /** In [0.3, 2.3): for logarithms, roots and quotients. */
  | 'positive'
  /** All different, and further apart than a finite difference: for maxima, sorting and kinks. */
  | 'apart';

export interface InputSpec {
  readonly shape: readonly number[];
  readonly draw?: Draw;
  /** Given instead of drawn; integers for an int32 input. */
  readonly values?: readonly number[];
  readonly dtype?: 'float32' | 'int32' | 'bool';
}

/** One row of the table: an op with certain options. */
export interface GapCase {
  readonly name: string;
  /** The kernels it stands on, which decide whether a cell says `tfjs` or `ours`. */
  readonly forwardKernels: readonly string[];
  readonly gradientKernels?: readonly string[];
  readonly inputs: readonly InputSpec[];
  readonly run: (tf: Tf, inputs: readonly Tensor[]) => Tensor;
  /** dL/dInput for each float32 input by kernels called directly; without it, by the tape; `none` where there is no gradient. */
  readonly gradient?: 'none' | ((tf: Tf, inputs: readonly Tensor[], dy: Tensor) => readonly Tensor[]);
}

/** The named kernel, as tfjs's own rules call it. */
export function kernel(tf: Tf, name: string, inputs: Readonly<Record<string, Tensor>>, attrs: object): Tensor {
  return tf.engine().runKernel(name, inputs, attrs as Parameters<ReturnType<Tf['engine']>['runKernel']>[2]);
}

/** Deterministic numbers, rounded to single precision so that both copies of tfjs are given the same. */
export function draw({ shape, draw: how = 'any', values }: InputSpec, seed: number): number[] {
  if (values !== undefined) return [...values];
  const count = shape.reduce((product, length) => product * length, 1);
  const uniform = (i: number): number => {
    const x = Math.sin((seed + 1) * 127.1 + i * 311.7) * 43758.5453;
    return x - Math.floor(x);
  };
  if (how === 'apart') {
    // A permutation of evenly spaced numbers around 0, none of them 0.
    const order = Array.from({ length: count }, (_, i) => i).sort((a, b) => uniform(a) - uniform(b));
    return order.map((rank) => Math.fround(((rank + 0.63) / count - 0.5) * 3.9));
  }
  return Array.from({ length: count }, (_, i) => Math.fround(how === 'positive' ? 0.3 + 2 * uniform(i) : 4 * uniform(i) - 2));
}
