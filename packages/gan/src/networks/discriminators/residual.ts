import type { Tensor } from '@figment/core';
import { glorotUniform, Module } from '@figment/core/nn';
import { add, averagePool2d, mean, mul, relu } from '@figment/core/ops';
import { foldIn, type Key, split } from '@figment/core/random';

import { minibatchStddev } from '../../layers/minibatch-stddev.ts';
import { SelfAttention } from '../../layers/self-attention.ts';
import { SpectralConv2d } from '../../layers/spectral-layers.ts';
import type { Discriminator, Judgement } from '../discriminator.ts';
import type { Pass } from '../pass.ts';
import { requireAttentive, requirePyramid, widthAt } from '../pyramid.ts';
import type { DiscriminatorOptions } from './convolutional.ts';
import { Head } from './head.ts';

/** Options of {@link ResidualDiscriminator}. */
export interface ResidualDiscriminatorOptions extends DiscriminatorOptions {
  /** Side of the features whose places take from each other, in pixels: that of any halving block's output; 0 for none (0). */
  readonly attention?: number | undefined;
}

/**
 * Residual blocks that halve the picture, one more that doesn't, and a sum over what is left of it. Miyato et al. 2018,
 * arXiv:1802.05957, table 4; with classes by projection, Miyato and Koyama 2018, arXiv:1802.05637, and with self-attention after one of
 * the blocks where asked for.
 */
export class ResidualDiscriminator extends Module implements Discriminator {
  readonly blocks: readonly DownBlock[];
  readonly attention: SelfAttention | undefined;
  readonly head: Head;
  readonly #groupSize: number;
  /** After how many blocks. */
  readonly #attentive: number | undefined;

  constructor(key: Key, options: ResidualDiscriminatorOptions) {
    super();
    const { size, pictureChannels, classes, spectralNorm = false, minibatchStddev: groupSize = 0, attention = 0 } = options;
    const { levels } = requirePyramid(size);
    this.#attentive = attention === 0 ? undefined : requireAttentive('discriminator', size, attention);
    const [forBlocks, forHead] = split(key, 2);
    const last = widthAt(options, levels - 1);
    this.#groupSize = groupSize;
    this.blocks = split(forBlocks, levels + 1).map((each, i) => new DownBlock(each, {
      in: i === 0 ? pictureChannels : widthAt(options, i - 1), out: i === levels ? last : widthAt(options, i), isFirst: i === 0, halves: i < levels, spectralNorm,
    }));
    this.attention = this.#attentive === undefined ? undefined : new SelfAttention(foldIn(forBlocks, levels + 1), { channels: widthAt(options, this.#attentive - 1), spectralNorm });
    this.head = new Head(forHead, { in: last + (groupSize > 0 ? 1 : 0), classes, spectralNorm, initialWeight: glorotUniform() });
  }

  judge(pictures: Tensor, labels: Tensor | undefined, pass: Pass): Judgement {
    let h = pictures;
    for (const [i, block] of this.blocks.entries()) {
      h = block.forward(h, pass);
      if (i + 1 === this.#attentive) h = this.attention!.forward(h, pass);
    }
    h = relu(h);
    const seen = this.#groupSize > 0 ? minibatchStddev(h, { groupSize: this.#groupSize }) : h;
    const pixels = h.shape[1]! * h.shape[2]!;
    return { logits: this.head.forward(mul(mean(seen, [1, 2]), pixels), labels, pass), features: mean(h, [1, 2]) }; // [B, s, s, C] -> [B, C]
  }
}

interface DownBlockOptions {
  readonly in: number;
  readonly out: number;
  /** Begins with a convolution: there is nothing yet to be rectified. */
  readonly isFirst: boolean;
  readonly halves: boolean;
  readonly spectralNorm: boolean;
}

/** ReLU, convolution, ReLU, convolution, halving by means; and beside it a convolution of single pixels and halving. */
class DownBlock extends Module {
  readonly convs: readonly [SpectralConv2d, SpectralConv2d];
  readonly shortcut: SpectralConv2d | undefined;
  readonly #isFirst: boolean;
  readonly #halves: boolean;

  constructor(key: Key, { in: from, out, isFirst, halves, spectralNorm }: DownBlockOptions) {
    super();
    const [a, b, c] = split(key, 3);
    const conv = (each: Key, inputs: number): SpectralConv2d => new SpectralConv2d(each, { in: inputs, out, kernel: 3, padding: 1, spectralNorm, initialWeight: glorotUniform({ gain: Math.SQRT2 }) });
    this.#isFirst = isFirst;
    this.#halves = halves;
    this.convs = [conv(a, from), conv(b, out)];
    this.shortcut = halves || from !== out ? new SpectralConv2d(c, { in: from, out, kernel: 1, spectralNorm, initialWeight: glorotUniform() }) : undefined;
  }

  /** [B, H, W, in] -> [B, H/2, W/2, out], or [B, H, W, out]. */
  forward(x: Tensor, pass: Pass): Tensor {
    const smaller = (y: Tensor): Tensor => (this.#halves ? averagePool2d(y, { size: 2, stride: 2 }) : y);
    const h = this.convs[0].forward(this.#isFirst ? x : relu(x), pass);
    // A convolution of single pixels comes to the same after the halving, on a quarter of them.
    const beside = smaller(x);
    return add(smaller(this.convs[1].forward(relu(h), pass)), this.shortcut === undefined ? beside : this.shortcut.forward(beside, pass));
  }
}
