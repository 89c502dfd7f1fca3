import type { Parameter, Tensor } from '@figment/core';
import { Module, normalOf, parameter } from '@figment/core/nn';
import { fill, linear, mul } from '@figment/core/ops';
import type { Key } from '@figment/core/random';

/** Options of {@link EqualizedLinear}. */
export interface EqualizedLinearOptions {
  readonly in: number;
  readonly out: number;
  /** Of the learning rate, without touching what the layer does at first (1). */
  readonly rate?: number | undefined;
  /** 0. */
  readonly initialBias?: number | undefined;
}

/**
 * StyleGAN2 learns at 0.002 (Karras et al. 2020, arXiv:1912.04958, appendix B), five times as fast as suits networks whose weights are as
 * small as they are used. One learning rate serves both where weights that are scaled as they are used learn five times as fast.
 */
export const EQUALIZED_RATE = 5;

/**
 * A linear map whose weights have variance 1 and are scaled as they are used: all layers learn at the same pace, whatever their size.
 * Karras et al. 2018, arXiv:1710.10196, 4.1.
 */
export class EqualizedLinear extends Module {
  /** [in, out], normal. */
  readonly weight: Parameter;
  /** [out]. */
  readonly bias: Parameter;
  readonly #scale: number;
  readonly #rate: number;

  constructor(key: Key, { in: inputs, out, rate = 1, initialBias = 0 }: EqualizedLinearOptions) {
    super();
    this.weight = parameter(() => normalOf(1 / rate)(key, [inputs, out], { in: inputs, out }));
    this.bias = parameter(() => fill([out], initialBias / rate));
    this.#scale = rate / Math.sqrt(inputs);
    this.#rate = rate;
  }

  /** [..., in] -> [..., out]. */
  forward(x: Tensor): Tensor {
    return linear(x, mul(this.weight, this.#scale), this.#rate === 1 ? this.bias : mul(this.bias, this.#rate));
  }
}
