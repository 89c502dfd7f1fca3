import type { Shape, Tensor } from '@figment/core';
import { Conv2d, Linear, Module } from '@figment/core/nn';
import { relu, reshape, tanh } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';

import { AdaptiveBatchNorm } from '../../layers/adaptive-batch-norm.ts';
import { ClassEmbedding } from '../../layers/class-embedding.ts';
import { Doubling } from '../../layers/doubling.ts';
import type { Pass } from '../pass.ts';
import { requirePyramid, widthAt } from '../pyramid.ts';
import { LatentGenerator, type LatentGeneratorOptions } from './latent-generator.ts';

/**
 * A small picture of features, doubled again and again by its nearest neighbours and smoothed by a convolution, which leaves no
 * checkerboard. Batch norm and ReLU before each.
 */
export class UpsamplingGenerator extends LatentGenerator {
  readonly classes: ClassEmbedding | undefined;
  readonly input: Linear;
  readonly levels: readonly Level[];
  readonly norm: AdaptiveBatchNorm;
  readonly output: Conv2d;
  readonly #shape: Shape;

  constructor(key: Key, { size, pictureChannels, latentSize, classes, ...widths }: LatentGeneratorOptions) {
    const { start, levels } = requirePyramid(size);
    super(latentSize);
    const [forClasses, forInput, forLevels, forNorm, forOutput] = split(key, 5);
    const condition = classes === undefined ? undefined : latentSize;
    this.#shape = [start, start, widthAt(widths, levels)];
    this.classes = classes === undefined ? undefined : new ClassEmbedding(forClasses, { classes, width: latentSize });
    this.input = new Linear(forInput, { in: latentSize, out: start ** 2 * widthAt(widths, levels) });
    this.levels = split(forLevels, levels).map((each, i) => new Level(each, { in: widthAt(widths, levels - i), out: widthAt(widths, levels - i - 1), condition }));
    this.norm = new AdaptiveBatchNorm(forNorm, { channels: widthAt(widths, 0), condition });
    this.output = new Conv2d(forOutput, { in: widthAt(widths, 0), out: pictureChannels, kernel: 3, padding: 1 });
  }

  synthesize(styles: Tensor, labels: Tensor | undefined, pass: Pass): Tensor {
    const condition = this.classes?.forward(labels);
    let h = reshape(this.input.forward(reshape(styles, [-1, this.latentSize])), [-1, ...this.#shape]); // [B, 1, Z] -> [B, s, s, C]
    for (const level of this.levels) h = level.forward(h, condition, pass);
    return tanh(this.output.forward(relu(this.norm.forward(h, condition, pass))));
  }

  styleMaps(): readonly Tensor[] {
    return [this.input.weight];
  }
}

class Level extends Module {
  readonly norm: AdaptiveBatchNorm;
  readonly up: Doubling;

  constructor(key: Key, { in: from, out, condition }: { readonly in: number; readonly out: number; readonly condition: number | undefined }) {
    super();
    const [forNorm, forUp] = split(key, 2);
    this.norm = new AdaptiveBatchNorm(forNorm, { channels: from, condition });
    this.up = new Doubling(forUp, { in: from, out });
  }

  /** [B, H, W, in] -> [B, 2 H, 2 W, out]. */
  forward(x: Tensor, condition: Tensor | undefined, pass: Pass): Tensor {
    return this.up.forward(relu(this.norm.forward(x, condition, pass)));
  }
}
