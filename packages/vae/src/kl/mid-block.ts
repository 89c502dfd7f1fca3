import { Module, ResidualBlock } from '@figment/core/nn';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import { AttentionBlock } from './attention-block.ts';
import { EPSILON } from './shape.ts';

/** Two residual blocks at the coarsest resolution, with attention between them or without. */
export class MidBlock extends Module {
  /** One, or none. */
  readonly attentions: readonly AttentionBlock[];
  readonly resnets: readonly [ResidualBlock, ResidualBlock];

  constructor(key: Key, { channels, groups, attention }: { channels: number; groups: number; attention: boolean }) {
    super();
    const [forAttention, forFirst, forSecond] = split(key, 3);
    const options = { in: channels, groups, epsilon: EPSILON, zeroInitialised: false };
    this.attentions = attention ? [new AttentionBlock(forAttention, { channels, groups })] : [];
    this.resnets = [new ResidualBlock(forFirst, options), new ResidualBlock(forSecond, options)];
  }

  /** x: [B, h, w, C] -> same. */
  forward(x: Tensor): Tensor {
    let h = this.resnets[0].forward(x);
    for (const attention of this.attentions) h = attention.forward(h);
    return this.resnets[1].forward(h);
  }
}
