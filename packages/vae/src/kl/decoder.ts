import { Conv2d, Module } from '@figment/core/nn';
import { silu } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import { UpBlock } from './blocks.ts';
import { MidBlock } from './mid-block.ts';
import { applied, type Norm, normOf } from './norm.ts';
import type { BlockShape } from './shape.ts';

/** diffusers' `Decoder`: fields carry its names in camel case. */
export class BlockDecoder extends Module {
  readonly convIn: Conv2d;
  readonly midBlock: MidBlock;
  readonly upBlocks: readonly UpBlock[];
  readonly convNormOut: Norm;
  readonly convOut: Conv2d;

  /** @param codeChannels Of the codes that modulate the norms, if there are any. */
  constructor(key: Key, { imageChannels, latentChannels, blockChannels, layersPerBlock, normGroups: groups, midAttention, upAttention }: BlockShape, codeChannels?: number) {
    super();
    const [forIn, forMid, forBlocks, forNorm, forOut] = split(key, 5);
    const coarseFirst = [...blockChannels].reverse();
    const finest = blockChannels[0]!, norm = { groups, codeChannels };
    this.convIn = new Conv2d(forIn, { in: latentChannels, out: coarseFirst[0]!, kernel: 3, padding: 1 });
    this.midBlock = new MidBlock(forMid, { channels: coarseFirst[0]!, norm, attention: midAttention });
    this.upBlocks = split(forBlocks, coarseFirst.length).map((each, i) => new UpBlock(each, {
      in: coarseFirst[Math.max(0, i - 1)]!, out: coarseFirst[i]!, layers: layersPerBlock + 1, norm,
      attention: upAttention[i] ?? false, resample: i < coarseFirst.length - 1,
    }));
    this.convNormOut = normOf(forNorm, finest, norm);
    this.convOut = new Conv2d(forOut, { in: finest, out: imageChannels, kernel: 3, padding: 1 });
  }

  /** z: [B, h, w, latentChannels] -> [B, H, W, C]. codes: [B, h, w, D], for norms that take them. */
  forward(z: Tensor, codes?: Tensor): Tensor {
    const h = this.upBlocks.reduce((y, block) => block.forward(y, codes), this.midBlock.forward(this.convIn.forward(z), codes));
    return this.convOut.forward(silu(applied(this.convNormOut, h, codes)));
  }
}
