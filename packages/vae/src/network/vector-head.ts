import { Linear, Module } from '@figment/core/nn';
import { reshape } from '@figment/core/ops';
import type { Key } from '@figment/core/random';
import type { Shape, Tensor } from '@figment/core';

/** A picture of features to a vector. */
export class ToVector extends Module {
  readonly linear: Linear;

  constructor(key: Key, { shape, out }: { shape: Shape; out: number }) {
    super();
    this.linear = new Linear(key, { in: sizeOf(shape), out });
  }

  /** x: [B, h, w, c] -> [B, out]. */
  forward(x: Tensor): Tensor {
    return this.linear.forward(reshape(x, [x.shape[0], -1]));
  }
}

/** A vector to a picture of features. */
export class FromVector extends Module {
  readonly linear: Linear;
  readonly #shape: Shape;

  constructor(key: Key, { in: from, shape }: { in: number; shape: Shape }) {
    super();
    this.linear = new Linear(key, { in: from, out: sizeOf(shape) });
    this.#shape = shape;
  }

  /** z: [B, in] -> [B, h, w, c]. */
  forward(z: Tensor): Tensor {
    return reshape(this.linear.forward(z), [z.shape[0], ...this.#shape]);
  }
}

function sizeOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}
