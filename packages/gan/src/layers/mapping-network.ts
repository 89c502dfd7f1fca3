import type { Tensor } from '@figment/core';
import { Module } from '@figment/core/nn';
import { add, concat, mean, mul, rsqrt, square } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';

import { ClassEmbedding } from './class-embedding.ts';
import { EQUALIZED_RATE, EqualizedLinear } from './equalized-linear.ts';
import { evenLeaky } from './leaky.ts';

/** Options of {@link MappingNetwork}. */
export interface MappingNetworkOptions {
  readonly latentSize: number;
  readonly styleSize: number;
  readonly layers: number;
  readonly classes?: number | undefined;
}

/** Learns a hundredth as fast as the rest (Karras et al. 2019, arXiv:1812.04948, C). */
const RATE = 0.01 * EQUALIZED_RATE;

/** z and the class to a style w: what lies evenly on a ball becomes whatever shape pictures need. Karras et al. 2019, arXiv:1812.04948, 2. */
export class MappingNetwork extends Module {
  readonly classes: ClassEmbedding | undefined;
  readonly layers: readonly EqualizedLinear[];

  constructor(key: Key, { latentSize, styleSize, layers, classes }: MappingNetworkOptions) {
    super();
    const [forClasses, forLayers] = split(key, 2);
    const inputs = classes === undefined ? latentSize : 2 * latentSize;
    this.classes = classes === undefined ? undefined : new ClassEmbedding(forClasses, { classes, width: latentSize });
    this.layers = split(forLayers, layers).map((each, i) => new EqualizedLinear(each, { in: i === 0 ? inputs : styleSize, out: styleSize, rate: RATE }));
  }

  /** z: [B, latentSize], labels: int32 [B] -> [B, styleSize]. */
  forward(z: Tensor, labels: Tensor | undefined): Tensor {
    const ball = ofUnitVariance(z);
    const input = this.classes === undefined ? ball : concat([ball, ofUnitVariance(this.classes.forward(labels))], 1);
    return this.layers.reduce((h, layer) => evenLeaky(layer.forward(h)), input);
  }
}

/** [B, D] -> rows of length sqrt D. Karras et al. 2018, arXiv:1710.10196, 4.2. */
function ofUnitVariance(x: Tensor): Tensor {
  return mul(x, rsqrt(add(mean(square(x), 1, true), 1e-8)));
}
