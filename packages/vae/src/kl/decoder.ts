import { Conv2d, GroupNorm, Module } from '@figment/core/nn';
import { silu } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import { UpBlock } from './blocks.ts';
import { MidBlock } from './mid-block.ts';
import { type BlockShape, EPSILON } from './shape.ts';

/** diffusers' `Decoder`: fields carry its names in camel case. */
export class BlockDecoder extends Module {
  readonly convIn: Conv2d;
  readonly midBlock: MidBlock;
  readonly upBlocks: readonly UpBlock[];
  readonly convNormOut: GroupNorm;
  readonly convOut: Conv2d;

  constructor(key: Key, { imageChannels, latentChannels, blockChannels, layersPerBlock, normGroups: groups, midAttention, upAttention }: BlockShape) {
    super();
    const [forIn, forMid, forBlocks, forNorm, forOut] = split(key, 5);
    const coarseFirst = [...blockChannels].reverse();
    const finest = blockChannels[0]!;
    this.convIn = new Conv2d(forIn, { in: latentChannels, out: coarseFirst[0]!, kernel: 3, padding: 1 });
    this.midBlock = new MidBlock(forMid, { channels: coarseFirst[0]!, groups, attention: midAttention });
    this.upBlocks = split(forBlocks, coarseFirst.length).map((each, i) => new UpBlock(each, {
      in: coarseFirst[Math.max(0, i - 1)]!, out: coarseFirst[i]!, layers: layersPerBlock + 1, groups,
      attention: upAttention[i] ?? false, resample: i < coarseFirst.length - 1,
    }));
    this.convNormOut = new GroupNorm(forNorm, { channels: finest, groups, epsilon: EPSILON });
    this.convOut = new Conv2d(forOut, { in: finest, out: imageChannels, kernel: 3, padding: 1 });
  }

  /** z: [B, h, w, latentChannels] -> [B, H, W, C]. */
  forward(z: Tensor): Tensor {
    const h = this.upBlocks.reduce((y, block) => block.forward(y), this.midBlock.forward(this.convIn.forward(z)));
    return this.convOut.forward(silu(this.convNormOut.forward(h)));
  }
}
