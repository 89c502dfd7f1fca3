import type { Parameter, Tensor } from '@figment/core';
import { allZeros, Module, normalOf, parameter } from '@figment/core/nn';
import { add, mul } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';

import { EQUALIZED_RATE, EqualizedLinear } from './equalized-linear.ts';
import { evenLeaky } from './leaky.ts';
import { modulatedConv2d } from './modulated-conv2d.ts';
import { NoiseInput } from './noise-input.ts';

/** Options of {@link StyledConvolution}. */
export interface StyledConvolutionOptions {
  readonly in: number;
  readonly out: number;
  readonly styleSize: number;
  /** Doubles the picture. */
  readonly up: boolean;
  readonly noise: boolean;
}

/** A modulated convolution of 3 x 3 with noise, a bias and a leaky ReLU. Karras et al. 2020, arXiv:1912.04958, figure 2c. */
export class StyledConvolution extends Module {
  /** Reads the scale of each channel from the style. */
  readonly affine: EqualizedLinear;
  /** [3, 3, in, out]. */
  readonly weight: Parameter;
  /** [out]. */
  readonly bias: Parameter;
  readonly noise: NoiseInput | undefined;
  readonly #up: 1 | 2;

  constructor(key: Key, { in: inputs, out, styleSize, up, noise }: StyledConvolutionOptions) {
    super();
    const [forAffine, forWeight, forNoise] = split(key, 3);
    const fans = { in: 9 * inputs, out: 9 * out };
    this.affine = new EqualizedLinear(forAffine, { in: styleSize, out: inputs, initialBias: 1, rate: EQUALIZED_RATE });
    this.weight = parameter(() => normalOf(1 / EQUALIZED_RATE)(forWeight, [3, 3, inputs, out], fans));
    this.bias = parameter(() => allZeros(forWeight, [out], fans));
    this.noise = noise ? new NoiseInput(forNoise) : undefined;
    this.#up = up ? 2 : 1;
  }

  /** x: [B, H, W, in], style: [B, styleSize] -> [B, H, W, out], or [B, 2 H, 2 W, out]. Without a key without noise. */
  forward(x: Tensor, style: Tensor, key: Key | undefined): Tensor {
    // Demodulation takes away how large the weights are: they need no scale of their own.
    const y = modulatedConv2d(x, this.weight, this.affine.forward(style), { up: this.#up, smooth: true });
    return evenLeaky(add(this.noise === undefined ? y : this.noise.forward(y, key), mul(this.bias, EQUALIZED_RATE)));
  }
}

/** Features to a picture, by a modulated convolution of single pixels. */
export class StyledPicture extends Module {
  readonly affine: EqualizedLinear;
  /** [1, 1, in, out]. */
  readonly weight: Parameter;
  /** [out]. */
  readonly bias: Parameter;

  constructor(key: Key, { in: inputs, out, styleSize }: { readonly in: number; readonly out: number; readonly styleSize: number }) {
    super();
    const [forAffine, forWeight] = split(key, 2);
    this.affine = new EqualizedLinear(forAffine, { in: styleSize, out: inputs, initialBias: 1, rate: EQUALIZED_RATE });
    this.weight = parameter(() => normalOf(1 / EQUALIZED_RATE)(forWeight, [1, 1, inputs, out], { in: inputs, out }));
    this.bias = parameter(() => allZeros(forWeight, [out], { in: inputs, out }));
  }

  /** x: [B, H, W, in], style: [B, styleSize] -> [B, H, W, out]. */
  forward(x: Tensor, style: Tensor): Tensor {
    const scale = EQUALIZED_RATE / Math.sqrt(x.shape[3]!);
    return add(modulatedConv2d(x, this.weight, mul(this.affine.forward(style), scale), { demodulate: false }), mul(this.bias, EQUALIZED_RATE));
  }
}
