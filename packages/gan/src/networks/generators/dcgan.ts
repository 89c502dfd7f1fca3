import type { Tensor } from '@figment/core';
import { ConvTranspose2d, Module, normalOf } from '@figment/core/nn';
import { relu, reshape, tanh, transpose } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';

import { AdaptiveBatchNorm } from '../../layers/adaptive-batch-norm.ts';
import { ClassEmbedding } from '../../layers/class-embedding.ts';
import type { Pass } from '../pass.ts';
import { requirePyramid, widthAt } from '../pyramid.ts';
import { LatentGenerator, type LatentGeneratorOptions } from './latent-generator.ts';

/** Transposed convolutions, each with batch norm and ReLU, the last with tanh. Radford et al. 2016, arXiv:1511.06434. */
export class DcganGenerator extends LatentGenerator {
  readonly classes: ClassEmbedding | undefined;
  readonly levels: readonly Level[];
  readonly output: ConvTranspose2d;

  constructor(key: Key, { size, pictureChannels, latentSize, classes, ...widths }: LatentGeneratorOptions) {
    const { start, levels } = requirePyramid(size);
    super(latentSize);
    const [forClasses, forLevels, forOutput] = split(key, 3);
    const condition = classes === undefined ? undefined : latentSize;
    this.classes = classes === undefined ? undefined : new ClassEmbedding(forClasses, { classes, width: latentSize });
    this.levels = split(forLevels, levels).map((each, i) => new Level(each, {
      in: i === 0 ? latentSize : widthAt(widths, levels - i + 1), out: widthAt(widths, levels - i), start: i === 0 ? start : undefined, condition,
    }));
    this.output = doubling(forOutput, widthAt(widths, 1), pictureChannels);
  }

  synthesize(styles: Tensor, labels: Tensor | undefined, pass: Pass): Tensor {
    const condition = this.classes?.forward(labels);
    let h = reshape(styles, [-1, 1, 1, this.latentSize]); // [B, 1, Z] -> [B, 1, 1, Z]
    for (const level of this.levels) h = level.forward(h, condition, pass);
    return tanh(this.output.forward(h));
  }

  styleMaps(): readonly Tensor[] {
    return [reshape(transpose(this.levels[0]!.conv.weight, [3, 0, 1, 2]), [this.latentSize, -1])]; // [s, s, C, Z] -> [Z, s s C]
  }
}

class Level extends Module {
  readonly conv: ConvTranspose2d;
  readonly norm: AdaptiveBatchNorm;

  /** @param start Side of the picture that z becomes, of the first level. */
  constructor(key: Key, { in: from, out, start, condition }: { readonly in: number; readonly out: number; readonly start: number | undefined; readonly condition: number | undefined }) {
    super();
    const [forConv, forNorm] = split(key, 2);
    this.conv = start === undefined ? doubling(forConv, from, out) : new ConvTranspose2d(forConv, { in: from, out, kernel: start, bias: false, initialWeight });
    this.norm = new AdaptiveBatchNorm(forNorm, { channels: out, condition });
  }

  /** [B, H, W, in] -> [B, 2 H, 2 W, out]; the first [B, 1, 1, in] -> [B, start, start, out]. */
  forward(x: Tensor, condition: Tensor | undefined, pass: Pass): Tensor {
    return relu(this.norm.forward(this.conv.forward(x), condition, pass));
  }
}

/** Section 3.1 of the paper: normal, 0.02. */
const initialWeight = normalOf(0.02);

function doubling(key: Key, from: number, out: number): ConvTranspose2d {
  return new ConvTranspose2d(key, { in: from, out, kernel: 4, stride: 2, padding: 1, bias: false, initialWeight });
}
