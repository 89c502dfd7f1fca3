import type { Shape, Tensor } from '@figment/core';
import { glorotUniform, Module } from '@figment/core/nn';
import { add, concat, relu, reshape, resize, slice, tanh } from '@figment/core/ops';
import { foldIn, type Key, split } from '@figment/core/random';

import { AdaptiveBatchNorm } from '../../layers/adaptive-batch-norm.ts';
import { ClassEmbedding } from '../../layers/class-embedding.ts';
import { SelfAttention } from '../../layers/self-attention.ts';
import { SpectralConv2d, SpectralLinear } from '../../layers/spectral-layers.ts';
import type { Pass } from '../pass.ts';
import { requireAttentive, requirePyramid, widthAt } from '../pyramid.ts';
import { LatentGenerator, type LatentGeneratorOptions } from './latent-generator.ts';

/** Options of {@link ResidualGenerator}. */
export interface ResidualGeneratorOptions extends LatentGeneratorOptions {
  /** Of each weight but those of norms (false). */
  readonly spectralNorm?: boolean | undefined;
  /** Side of the features whose places take from each other, in pixels: that of any block's output; 0 for none (0). */
  readonly attention?: number | undefined;
}

/**
 * Residual blocks that double the picture (Miyato et al. 2018, arXiv:1802.05957, table 4), in which every batch norm is told the
 * latent and the class (Brock et al. 2019, arXiv:1809.11096, B), with self-attention after one of them where asked for.
 */
export class ResidualGenerator extends LatentGenerator {
  readonly classes: ClassEmbedding | undefined;
  readonly input: SpectralLinear;
  readonly blocks: readonly UpBlock[];
  readonly attention: SelfAttention | undefined;
  readonly norm: AdaptiveBatchNorm;
  readonly output: SpectralConv2d;
  readonly #shape: Shape;
  /** After how many blocks. */
  readonly #attentive: number | undefined;

  constructor(key: Key, { size, pictureChannels, latentSize, classes, spectralNorm = false, attention = 0, ...widths }: ResidualGeneratorOptions) {
    const { start, levels } = requirePyramid(size);
    super(latentSize);
    const [forClasses, forInput, forBlocks, forNorm, forOutput] = split(key, 5);
    const halvings = attention === 0 ? undefined : requireAttentive('generator', size, attention);
    const condition = classes === undefined ? latentSize : 2 * latentSize;
    const initialWeight = glorotUniform();
    this.#shape = [start, start, widthAt(widths, levels)];
    this.classes = classes === undefined ? undefined : new ClassEmbedding(forClasses, { classes, width: latentSize });
    this.input = new SpectralLinear(forInput, { in: latentSize, out: start ** 2 * widthAt(widths, levels), spectralNorm, initialWeight });
    this.blocks = split(forBlocks, levels).map((each, i) => new UpBlock(each, { in: widthAt(widths, levels - i), out: widthAt(widths, levels - i - 1), condition, spectralNorm }));
    this.#attentive = halvings === undefined ? undefined : levels - halvings;
    this.attention = halvings === undefined ? undefined : new SelfAttention(foldIn(forBlocks, levels), { channels: widthAt(widths, halvings), spectralNorm });
    this.norm = new AdaptiveBatchNorm(forNorm, { channels: widthAt(widths, 0), condition });
    this.output = new SpectralConv2d(forOutput, { in: widthAt(widths, 0), out: pictureChannels, kernel: 3, padding: 1, spectralNorm, initialWeight });
  }

  synthesize(styles: Tensor, labels: Tensor | undefined, pass: Pass): Tensor {
    const z = reshape(styles, [-1, this.latentSize]); // [B, 1, Z] -> [B, Z]
    const condition = this.classes === undefined ? z : concat([z, this.classes.forward(labels)], 1);
    let h = reshape(this.input.forward(z, pass), [-1, ...this.#shape]); // [B, s s C] -> [B, s, s, C]
    for (const [i, block] of this.blocks.entries()) {
      h = block.forward(h, condition, pass);
      if (i + 1 === this.#attentive) h = this.attention!.forward(h, pass);
    }
    return tanh(this.output.forward(relu(this.norm.forward(h, condition, pass)), pass));
  }

  styleMaps(): readonly Tensor[] {
    const norms = [...this.blocks.flatMap(({ norms }) => norms), this.norm];
    const ofLatent = norms.flatMap(({ scale, shift }) => [scale!, shift!].map(({ weight }) => slice(weight, [0, 0], [this.latentSize, -1])));
    return [this.input.linear.weight, ...ofLatent];
  }
}

interface UpBlockOptions {
  readonly in: number;
  readonly out: number;
  readonly condition: number;
  readonly spectralNorm: boolean;
}

/** Norm, ReLU, doubling, convolution, norm, ReLU, convolution; and beside it doubling and a convolution of single pixels. */
class UpBlock extends Module {
  readonly norms: readonly [AdaptiveBatchNorm, AdaptiveBatchNorm];
  readonly convs: readonly [SpectralConv2d, SpectralConv2d];
  readonly shortcut: SpectralConv2d;

  constructor(key: Key, { in: from, out, condition, spectralNorm }: UpBlockOptions) {
    super();
    const [a, b, c, d, e] = split(key, 5);
    const conv = (each: Key, inputs: number): SpectralConv2d => new SpectralConv2d(each, { in: inputs, out, kernel: 3, padding: 1, spectralNorm, initialWeight: glorotUniform({ gain: Math.SQRT2 }) });
    this.norms = [new AdaptiveBatchNorm(a, { channels: from, condition }), new AdaptiveBatchNorm(b, { channels: out, condition })];
    this.convs = [conv(c, from), conv(d, out)];
    this.shortcut = new SpectralConv2d(e, { in: from, out, kernel: 1, spectralNorm, initialWeight: glorotUniform() });
  }

  /** [B, H, W, in] -> [B, 2 H, 2 W, out]. */
  forward(x: Tensor, condition: Tensor, pass: Pass): Tensor {
    const h = this.convs[0].forwardDoubled(relu(this.norms[0].forward(x, condition, pass)), pass);
    // A convolution of single pixels comes to the same before the doubling, on a quarter of them.
    return add(this.convs[1].forward(relu(this.norms[1].forward(h, condition, pass)), pass), doubled(this.shortcut.forward(x, pass)));
  }
}

/** [B, H, W, C] -> [B, 2 H, 2 W, C] */
const doubled = (x: Tensor): Tensor => resize(x, { size: [2 * x.shape[1]!, 2 * x.shape[2]!] });
