import type { Tensor } from '@figment/core';
import { type Initialiser, Module } from '@figment/core/nn';
import { mean, reshape } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';

import { leaky } from '../../layers/leaky.ts';
import { minibatchStddev } from '../../layers/minibatch-stddev.ts';
import { type Norm, normalized, type NormName, normOf, swallowsBias } from '../../layers/norm.ts';
import { SpectralConv2d } from '../../layers/spectral-layers.ts';
import type { Discriminator, Judgement } from '../discriminator.ts';
import type { Pass } from '../pass.ts';
import { requirePyramid, widthAt } from '../pyramid.ts';
import { Head } from './head.ts';

/** What a discriminator of whole pictures is made from. */
export interface DiscriminatorOptions {
  readonly size: number;
  /** Of the pictures. */
  readonly pictureChannels: number;
  readonly classes?: number | undefined;
  /** At the finest resolution; twice as many at each that is half as fine. */
  readonly channels: number;
  readonly maxChannels: number;
  /** Of each weight (false). */
  readonly spectralNorm?: boolean | undefined;
  /** How many pictures are compared with each other at the end; 0 for none (0). */
  readonly minibatchStddev?: number | undefined;
}

/** Options of {@link ConvolutionalDiscriminator}. */
export interface ConvolutionalDiscriminatorOptions extends DiscriminatorOptions {
  /** After all convolutions but the first (none). */
  readonly norm?: NormName | undefined;
  /** Whether the first convolution and the head have a bias (true). */
  readonly bias?: boolean | undefined;
  /** Uniform within 1/sqrt(fan in), as torch. */
  readonly initialWeight?: Initialiser | undefined;
}

/** Convolutions of stride 2 down to a few pixels, then one linear map. Radford et al. 2016, arXiv:1511.06434. */
export class ConvolutionalDiscriminator extends Module implements Discriminator {
  readonly levels: readonly Halving[];
  readonly head: Head;
  readonly #groupSize: number;

  constructor(key: Key, options: ConvolutionalDiscriminatorOptions) {
    super();
    const { size, pictureChannels, classes, spectralNorm = false, minibatchStddev: groupSize = 0, norm = 'none', bias = true, initialWeight } = options;
    const { start, levels } = requirePyramid(size);
    const [forLevels, forHead] = split(key, 2);
    this.#groupSize = groupSize;
    this.levels = split(forLevels, levels).map((each, i) => new Halving(each, {
      in: i === 0 ? pictureChannels : widthAt(options, i - 1), out: widthAt(options, i), norm: i === 0 ? 'none' : norm, bias, spectralNorm, initialWeight,
    }));
    const features = start ** 2 * (widthAt(options, levels - 1) + (groupSize > 0 ? 1 : 0));
    this.head = new Head(forHead, { in: features, classes, bias, spectralNorm, initialWeight });
  }

  judge(pictures: Tensor, labels: Tensor | undefined, pass: Pass): Judgement {
    let h = pictures;
    for (const level of this.levels) h = level.forward(h, pass);
    const seen = this.#groupSize > 0 ? minibatchStddev(h, { groupSize: this.#groupSize }) : h;
    return { logits: this.head.forward(reshape(seen, [seen.shape[0], -1]), labels, pass), features: mean(h, [1, 2]) }; // [B, s, s, C] -> [B, s s C], [B, C]
  }
}

interface HalvingOptions {
  readonly in: number;
  readonly out: number;
  readonly norm: NormName;
  readonly bias: boolean;
  readonly spectralNorm: boolean;
  readonly initialWeight: Initialiser | undefined;
}

class Halving extends Module {
  readonly conv: SpectralConv2d;
  readonly norm: Norm;

  constructor(key: Key, { norm, bias, ...options }: HalvingOptions) {
    super();
    const [forConv, forNorm] = split(key, 2);
    this.conv = new SpectralConv2d(forConv, { ...options, kernel: 4, stride: 2, padding: 1, bias: bias && !swallowsBias(norm) });
    this.norm = normOf(forNorm, norm, options.out);
  }

  /** [B, H, W, in] -> [B, H/2, W/2, out]. */
  forward(x: Tensor, pass: Pass): Tensor {
    return leaky(normalized(this.norm, this.conv.forward(x, pass), pass));
  }
}
