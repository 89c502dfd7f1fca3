/**
 * Spectral normalisation: a weight divided by its largest singular value, so that a layer stretches nothing. Miyato et al. 2018,
 * arXiv:1802.05957.
 */
import type { Buffer, Parameter, Tensor } from '@figment/core';
import { buffer, Module } from '@figment/core/nn';
import { div, matMul, maximum, norm, reshape, sum, tensor, withoutGradient } from '@figment/core/ops';
import { type Key, normalArray } from '@figment/core/random';

import type { Pass } from '../networks/pass.ts';

/** Options of {@link SpectralNorm}. */
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

  /** W / sigma (eq. 8). */
  normalize(weight: Tensor, pass: Pass): Tensor {
    return div(weight, this.sigma(weight, pass));
  }

  /** u^T W v, a scalar (eq. 7); nothing flows back through u and v. In training they are moved first. */
  sigma(weight: Tensor, pass: Pass): Tensor {
    const matrix = asMatrix(weight);
    if (pass.training) {
      const { u, v } = withoutGradient(() => {
        const moved = this.#iterate(matrix, reshape(pass.current(this.u), [-1, 1]), this.#iterations);
        return { u: reshape(moved.u, [-1]), v: reshape(moved.v, [-1]) };
      });
      pass.write(this.u, u);
      pass.write(this.v, v);
    }
    const [u, v] = [this.u, this.v].map((vector) => reshape(pass.current(vector), [-1, 1])) as [Tensor, Tensor];
    return sum(matMul(matMul(v, matrix, true), u));
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
