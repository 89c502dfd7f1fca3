import type { Tensor } from '@figment/core';
import { glorotUniform, Module } from '@figment/core/nn';
import { add, averagePool2d, mean, mul, relu } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';

import { minibatchStddev } from '../../layers/minibatch-stddev.ts';
import { SpectralConv2d } from '../../layers/spectral-layers.ts';
import type { Discriminator, Judgement } from '../discriminator.ts';
import type { Pass } from '../pass.ts';
import { requirePyramid, widthAt } from '../pyramid.ts';
import type { DiscriminatorOptions } from './convolutional.ts';
import { Head } from './head.ts';

/**
 * Residual blocks that halve the picture, one more that doesn't, and a sum over what is left of it. Miyato et al. 2018,
 * arXiv:1802.05957, table 4; with classes by projection, Miyato and Koyama 2018, arXiv:1802.05637.
 */
export class ResidualDiscriminator extends Module implements Discriminator {
  readonly blocks: readonly DownBlock[];
  readonly head: Head;
  readonly #groupSize: number;

  constructor(key: Key, options: DiscriminatorOptions) {
    super();
    const { size, pictureChannels, classes, spectralNorm = false, minibatchStddev: groupSize = 0 } = options;
    const { levels } = requirePyramid(size);
    const [forBlocks, forHead] = split(key, 2);
    const last = widthAt(options, levels - 1);
    this.#groupSize = groupSize;
    this.blocks = split(forBlocks, levels + 1).map((each, i) => new DownBlock(each, {
      in: i === 0 ? pictureChannels : widthAt(options, i - 1), out: i === levels ? last : widthAt(options, i), isFirst: i === 0, halves: i < levels, spectralNorm,
    }));
    this.head = new Head(forHead, { in: last + (groupSize > 0 ? 1 : 0), classes, spectralNorm, initialWeight: glorotUniform() });
  }

  judge(pictures: Tensor, labels: Tensor | undefined, pass: Pass): Judgement {
    let h = pictures;
    for (const block of this.blocks) h = block.forward(h, pass);
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
