import type { Tensor } from '@figment/core';
import { Conv2d, type ConvolutionOptions, Embedding, type EmbeddingOptions, Linear, type LinearOptions, Module } from '@figment/core/nn';
import { conv2d, embedding, linear } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';

import type { Pass } from '../networks/pass.ts';
import { doubledConv2d } from './enlarging-conv2d.ts';
import { SpectralNorm } from './spectral-norm.ts';

/** What layers are told that may be spectrally normalised. */
export interface Normalizable {
  /** Whether the weight is divided by its spectral norm. */
  readonly spectralNorm: boolean;
}

/** A convolution, of a spectrally normalised kernel where told. */
export class SpectralConv2d extends Module {
  readonly conv: Conv2d;
  readonly spectralNorm: SpectralNorm | undefined;

  constructor(key: Key, { spectralNorm, ...options }: ConvolutionOptions & Normalizable) {
    super();
    const [forConv, forNorm] = split(key, 2);
    this.conv = new Conv2d(forConv, options);
    this.spectralNorm = spectralNorm ? new SpectralNorm(forNorm, this.conv.weight) : undefined;
  }

  /** [B, H, W, in] -> [B, H', W', out]. */
  forward(x: Tensor, pass: Pass): Tensor {
    const { bias, stride, padding, dilation, groups } = this.conv;
    return conv2d(x, this.#weight(pass), { bias, stride, padding, dilation, groups });
  }

  /** Of the picture doubled by its nearest neighbours, with a kernel of 3 x 3 that keeps the size. [B, H, W, in] -> [B, 2 H, 2 W, out]. */
  forwardDoubled(x: Tensor, pass: Pass): Tensor {
    return doubledConv2d(x, this.#weight(pass), this.conv.bias);
  }

  #weight(pass: Pass): Tensor {
    return this.spectralNorm?.normalize(this.conv.weight, pass) ?? this.conv.weight;
  }
}

/** A linear map, of a spectrally normalised weight where told. */
export class SpectralLinear extends Module {
  readonly linear: Linear;
  readonly spectralNorm: SpectralNorm | undefined;

  constructor(key: Key, { spectralNorm, ...options }: LinearOptions & Normalizable) {
    super();
    const [forLinear, forNorm] = split(key, 2);
    this.linear = new Linear(forLinear, options);
    this.spectralNorm = spectralNorm ? new SpectralNorm(forNorm, this.linear.weight) : undefined;
  }

  /** [..., in] -> [..., out]. */
  forward(x: Tensor, pass: Pass): Tensor {
    const { weight, bias } = this.linear;
    return linear(x, this.spectralNorm?.normalize(weight, pass) ?? weight, bias);
  }
}

/** A row for each id, of a spectrally normalised table where told. */
export class SpectralEmbedding extends Module {
  readonly embedding: Embedding;
  readonly spectralNorm: SpectralNorm | undefined;

  constructor(key: Key, { spectralNorm, ...options }: EmbeddingOptions & Normalizable) {
    super();
    const [forEmbedding, forNorm] = split(key, 2);
    this.embedding = new Embedding(forEmbedding, options);
    this.spectralNorm = spectralNorm ? new SpectralNorm(forNorm, this.embedding.weight) : undefined;
  }

  /** ids: int32 [B] -> [B, width]. */
  forward(ids: Tensor, pass: Pass): Tensor {
    const { weight } = this.embedding;
    return embedding(this.spectralNorm?.normalize(weight, pass) ?? weight, ids);
  }
}
