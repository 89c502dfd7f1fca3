/**
 * What parameters are at first. Each takes its numbers from a key, so that a model's start is the same on every backend.
 */
import { ones, upload, zeros } from '../ops/index.ts';
import { type Key, normalArray, truncatedNormalArray, uniformArray } from '../random/index.ts';
import type { Shape, Tensor } from '../tensor.ts';
import { orthonormalColumns } from './orthogonal.ts';

/** How many numbers flow into one output of a layer, and out of one input. */
export interface Fans {
  readonly in: number;
  readonly out: number;
}

/** Makes a parameter, float32 of a shape; the key alone decides what is drawn. */
export type Initialiser = (key: Key, shape: Shape, fans: Fans) => Tensor;

/** Fans of a weight laid out [...kernel, in, out]: a linear map, a convolution. */
export function fansOf(shape: Shape): Fans {
  const kernel = shape.slice(0, -2).reduce((product, length) => product * length, 1);
  return { in: kernel * (shape.at(-2) ?? 1), out: kernel * (shape.at(-1) ?? 1) };
}

/** Zeros: the start of biases. */
export const allZeros: Initialiser = (_, shape) => zeros([...shape]);

/** Ones: the start of the gains of norms. */
export const allOnes: Initialiser = (_, shape) => ones([...shape]);

/** Uniform in [-bound, bound). */
export function uniformWithin(bound: number): Initialiser {
  return (key, shape) => upload({ data: bound > 0 ? uniformArray(key, sizeOf(shape), { min: -bound, max: bound }) : new Float32Array(sizeOf(shape)), shape });
}

/** Normal around 0. */
export function normalOf(standardDeviation: number): Initialiser {
  return (key, shape) => upload({ data: normalArray(key, sizeOf(shape), { standardDeviation }), shape });
}

/** Normal around 0, cut at two standard deviations: the start of BERT, ViT, T5 and many others (often 0.02). */
export function truncatedNormalOf(standardDeviation: number): Initialiser {
  return (key, shape) => upload({ data: truncatedNormalArray(key, sizeOf(shape), { standardDeviation }), shape });
}

/** What PyTorch's linear, convolutional and recurrent layers begin with, weights and biases: uniform within 1/sqrt(fan in). */
export const torchDefault: Initialiser = (key, shape, fans) => uniformWithin(1 / Math.sqrt(fans.in))(key, shape, fans);

/** Options of Glorot's initialisers. */
export interface GainOptions {
  /** Makes up for what an activation takes of the variance; see {@link gain} (1). */
  readonly gain?: number | undefined;
}

/** Variance gain^2 2 / (fan in + fan out). Glorot and Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks", eq. 16. */
export function glorotUniform({ gain = 1 }: GainOptions = {}): Initialiser {
  return (key, shape, fans) => uniformWithin(gain * Math.sqrt(6 / (fans.in + fans.out)))(key, shape, fans);
}

/** {@link glorotUniform}'s variance, from a normal. */
export function glorotNormal({ gain = 1 }: GainOptions = {}): Initialiser {
  return (key, shape, fans) => normalOf(gain * Math.sqrt(2 / (fans.in + fans.out)))(key, shape, fans);
}

/** Options of He's initialisers. */
export interface HeOptions extends GainOptions {
  /** What to keep at one: the variance of activations ('in', the default) or of gradients ('out'). */
  readonly fan?: 'in' | 'out' | undefined;
}

/** Variance gain^2 / fan, with ReLU's gain by default. He et al. 2015, arXiv:1502.01852, eq. 10 and 14. */
export function heUniform({ gain = Math.SQRT2, fan = 'in' }: HeOptions = {}): Initialiser {
  return (key, shape, fans) => uniformWithin(gain * Math.sqrt(3 / fans[fan]))(key, shape, fans);
}

/** {@link heUniform}'s variance, from a normal. */
export function heNormal({ gain = Math.SQRT2, fan = 'in' }: HeOptions = {}): Initialiser {
  return (key, shape, fans) => normalOf(gain / Math.sqrt(fans[fan]))(key, shape, fans);
}

/**
 * A matrix of orthonormal columns (or rows, if there are fewer of them) times `gain`; a kernel is the matrix [kernel * in, out].
 * Saxe et al. 2013, arXiv:1312.6120.
 */
export function orthogonal({ gain = 1 }: GainOptions = {}): Initialiser {
  return (key, shape) => {
    const columns = shape.at(-1) ?? 1;
    return upload({ data: orthonormalColumns(normalArray(key, sizeOf(shape)), columns).map((x) => gain * x), shape });
  };
}

/** Gains that keep the variance through an activation, as `torch.nn.init.calculate_gain`. */
export const gain = {
  linear: 1,
  sigmoid: 1,
  tanh: 5 / 3,
  relu: Math.SQRT2,
  selu: 3 / 4,
  /** By the slope below 0 (0.01). */
  leakyRelu: (slope = 0.01): number => Math.sqrt(2 / (1 + slope ** 2)),
} as const;

function sizeOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}
