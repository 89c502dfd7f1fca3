import { Module } from '@figment/core/nn';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import { AttentionBlock } from './attention-block.ts';
import { applied, type NormShape, type Resnet, resnetOf } from './norm.ts';

/** Two residual blocks at the coarsest resolution, with attention between them or without. */
export class MidBlock extends Module {
  /** One, or none. */
  readonly attentions: readonly AttentionBlock[];
  readonly resnets: readonly [Resnet, Resnet];

  constructor(key: Key, { channels, norm, attention }: { channels: number; norm: NormShape; attention: boolean }) {
    super();
    const [forAttention, forFirst, forSecond] = split(key, 3);
    const sizes = { in: channels, out: channels };
    this.attentions = attention ? [new AttentionBlock(forAttention, { channels, norm })] : [];
    this.resnets = [resnetOf(forFirst, sizes, norm), resnetOf(forSecond, sizes, norm)];
  }

  /** x: [B, h, w, C] -> same. codes: [B, h, w, D], for norms that take them. */
  forward(x: Tensor, codes?: Tensor): Tensor {
    let h = applied(this.resnets[0], x, codes);
    for (const attention of this.attentions) h = attention.forward(h, codes);
    return applied(this.resnets[1], h, codes);
  }
}
