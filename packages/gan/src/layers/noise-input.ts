import type { Parameter, Tensor } from '@figment/core';
import { allZeros, Module, parameter } from '@figment/core/nn';
import { add, mul } from '@figment/core/ops';
import { type Key, normal } from '@figment/core/random';

/** Adds one picture of noise to all channels, as strongly as is learnt: for what is left to chance. Karras et al. 2019, arXiv:1812.04948, 2. */
export class NoiseInput extends Module {
  /** A scalar, 0 at first. */
  readonly strength: Parameter;

  constructor(key: Key) {
    super();
    this.strength = parameter(() => allZeros(key, [], { in: 1, out: 1 }));
  }

  /** [B, H, W, C] -> the same; without a key as it is. */
  forward(x: Tensor, key: Key | undefined): Tensor {
    if (key === undefined) return x;
    const [batch, height, width] = x.shape as [number, number, number, number];
    return add(x, mul(normal(key, [batch, height, width, 1]), this.strength));
  }
}
