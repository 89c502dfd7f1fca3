import { Conv2d, GroupNorm, Module } from '@figment/core/nn';
import { silu } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import { DownBlock } from './blocks.ts';
import { MidBlock } from './mid-block.ts';
import { type BlockShape, EPSILON } from './shape.ts';

/** diffusers' `Encoder`: fields carry its names in camel case. */
export class BlockEncoder extends Module {
  readonly convIn: Conv2d;
  readonly downBlocks: readonly DownBlock[];
  readonly midBlock: MidBlock;
  readonly convNormOut: GroupNorm;
  readonly convOut: Conv2d;

  /** @param out Channels of what comes out: twice the latent's where there are variances. */
  constructor(key: Key, { imageChannels, blockChannels, layersPerBlock, normGroups: groups, midAttention, downAttention }: BlockShape, out: number) {
    super();
    const [forIn, forBlocks, forMid, forNorm, forOut] = split(key, 5);
    const last = blockChannels.at(-1)!;
    this.convIn = new Conv2d(forIn, { in: imageChannels, out: blockChannels[0]!, kernel: 3, padding: 1 });
    this.downBlocks = split(forBlocks, blockChannels.length).map((each, i) => new DownBlock(each, {
      in: blockChannels[Math.max(0, i - 1)]!, out: blockChannels[i]!, layers: layersPerBlock, norm: { groups },
      attention: downAttention[i] ?? false, resample: i < blockChannels.length - 1,
    }));
    this.midBlock = new MidBlock(forMid, { channels: last, norm: { groups }, attention: midAttention });
    this.convNormOut = new GroupNorm(forNorm, { channels: last, groups, epsilon: EPSILON });
    this.convOut = new Conv2d(forOut, { in: last, out, kernel: 3, padding: 1 });
  }

  /** x: [B, H, W, C] in [-1, 1] -> [B, h, w, out]. */
  forward(x: Tensor): Tensor {
    const h = this.downBlocks.reduce((y, block) => block.forward(y), this.convIn.forward(x));
    return this.convOut.forward(silu(this.convNormOut.forward(this.midBlock.forward(h))));
  }
}
