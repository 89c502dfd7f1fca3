import type { Tensor } from '@figment/core';
import { type Initialiser, Module, uniformWithin } from '@figment/core/nn';
import { add, mul, sum } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';

import { requireLabels } from '../../layers/class-embedding.ts';
import { SpectralEmbedding, SpectralLinear } from '../../layers/spectral-layers.ts';
import type { Pass } from '../pass.ts';

export interface HeadOptions {
  readonly in: number;
  readonly classes: number | undefined;
  readonly spectralNorm: boolean;
  /** true. */
  readonly bias?: boolean | undefined;
  readonly initialWeight?: Initialiser | undefined;
}

/** As small as the rows of the linear map, which theirs are added to. */
const smallRows: Initialiser = (key, shape, fans) => uniformWithin(1 / Math.sqrt(fans.out))(key, shape, fans);

/** Features to one logit, and for a class the projection on its vector: v^T y + w^T x + b. Miyato and Koyama 2018, arXiv:1802.05637, eq. 4. */
export class Head extends Module {
  readonly linear: SpectralLinear;
  readonly projection: SpectralEmbedding | undefined;

  constructor(key: Key, { classes, in: width, bias, spectralNorm, initialWeight }: HeadOptions) {
    super();
    const [forLinear, forProjection] = split(key, 2);
    this.linear = new SpectralLinear(forLinear, { in: width, out: 1, bias, spectralNorm, initialWeight });
    this.projection = classes === undefined ? undefined : new SpectralEmbedding(forProjection, { count: classes, width, spectralNorm, initialWeight: initialWeight ?? smallRows });
  }

  /** x: [B, in], labels: int32 [B] -> [B]. */
  forward(x: Tensor, labels: Tensor | undefined, pass: Pass): Tensor {
    const logits = sum(this.linear.forward(x, pass), 1); // [B, 1] -> [B]
    return this.projection === undefined ? logits : add(logits, sum(mul(this.projection.forward(requireLabels(labels), pass), x), 1));
  }
}
