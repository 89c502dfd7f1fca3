/**
 * Spectral normalisation: a weight divided by its largest singular value, so that a layer stretches nothing. Miyato et al. 2018,
 * arXiv:1802.05957.
 */
import type { Buffer, Parameter, Tensor } from '@figment/core';
import { buffer, Module } from '@figment/core/nn';
import { div, matMul, maximum, norm, reshape, stopGradient, sum, tensor } from '@figment/core/ops';
import { type Key, normalArray } from '@figment/core/random';

import type { Pass } from '../networks/pass.ts';

export interface SpectralNormOptions {
  /** Steps of power iteration a training pass (1). */
  readonly iterations?: number | undefined;
  /** Least length that vectors are divided by (1e-12). */
  readonly epsilon?: number | undefined;
}

/** Power iterations on the weight as it is at first, for the first estimate to be of any use. */
const ITERATIONS_AT_FIRST = 15;

/** The estimate of a weight's first singular vectors, and what is made of the weight by it. */
export class SpectralNorm extends Module {
  /** [out], of length 1. */
  readonly u: Buffer;
  /** All other axes of the weight as one, of length 1. */
  readonly v: Buffer;
  readonly #iterations: number;
  readonly #epsilon: number;

  /** @param weight [..., out] */
  constructor(key: Key, weight: Parameter, { iterations = 1, epsilon = 1e-12 }: SpectralNormOptions = {}) {
    super();
    this.#iterations = iterations;
    this.#epsilon = epsilon;
    const out = weight.shape.at(-1)!;
    const start = (): Vectors => this.#iterate(asMatrix(weight), unit(tensor(normalArray(key, out), [out, 1]), epsilon), ITERATIONS_AT_FIRST);
    this.u = buffer(() => reshape(start().u, [-1]));
    this.v = buffer(() => reshape(start().v, [-1]));
  }

  /** W / sigma with sigma = u^T W v (eq. 7 and 8); nothing flows back through u and v. In training u and v are moved first. */
  normalize(weight: Tensor, pass: Pass): Tensor {
    const matrix = asMatrix(weight);
    let vectors: Vectors = { u: reshape(pass.current(this.u), [-1, 1]), v: reshape(pass.current(this.v), [-1, 1]) };
    if (pass.training) {
      vectors = this.#iterate(stopGradient(matrix), vectors.u, this.#iterations);
      pass.write(this.u, reshape(vectors.u, [-1]));
      pass.write(this.v, reshape(vectors.v, [-1]));
    }
    const sigma = sum(matMul(matMul(vectors.v, matrix, true), vectors.u));
    return div(weight, sigma);
  }

  /** Algorithm 1. matrix: [rest, out], u: [out, 1]. */
  #iterate(matrix: Tensor, u: Tensor, times: number): Vectors {
    let v = unit(matMul(matrix, u), this.#epsilon);
    for (let i = 1; i < times; i++) {
      u = unit(matMul(matrix, v, true), this.#epsilon);
      v = unit(matMul(matrix, u), this.#epsilon);
    }
    return { u: unit(matMul(matrix, v, true), this.#epsilon), v };
  }
}

interface Vectors {
  /** [out, 1]. */
  readonly u: Tensor;
  /** [rest, 1]. */
  readonly v: Tensor;
}

/** [..., out] -> [rest, out] */
const asMatrix = (weight: Tensor): Tensor => reshape(weight, [-1, weight.shape.at(-1)!]);

const unit = (x: Tensor, epsilon: number): Tensor => div(x, maximum(norm(x), epsilon));
