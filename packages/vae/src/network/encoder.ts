import { Conv2d, Downsample, GroupNorm, Module, ResidualBlock } from '@figment/core/nn';
import { pixelUnshuffle, silu } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import { GROUPS, type NetworkShape } from './shape.ts';

/** Pictures to a smaller picture of features: residual blocks at each resolution, strided convolutions between them. */
export class Encoder extends Module {
  readonly input: Conv2d;
  readonly levels: readonly EncoderLevel[];
  readonly norm: GroupNorm;
  readonly output: Conv2d;
  readonly #unshuffle: number;

  /** @param out Channels of what comes out. */
  constructor(key: Key, { imageChannels, unshuffle, channels, blocks }: NetworkShape, out: number) {
    super();
    const [forInput, forLevels, forNorm, forOutput] = split(key, 4);
    const first = channels[0]!, last = channels.at(-1)!;
    this.#unshuffle = unshuffle;
    this.input = new Conv2d(forInput, { in: imageChannels * unshuffle ** 2, out: first, kernel: 3, padding: 1 });
    this.levels = split(forLevels, channels.length).map((each, i) => new EncoderLevel(each, {
      in: i === 0 ? undefined : channels[i - 1]!, out: channels[i]!, blocks: i === channels.length - 1 ? blocks + 1 : blocks,
    }));
    this.norm = new GroupNorm(forNorm, { channels: last, groups: GROUPS });
    this.output = new Conv2d(forOutput, { in: last, out, kernel: 1 });
  }

  /** x: [B, H, W, C] in [-1, 1] -> [B, h, w, out]. */
  forward(x: Tensor): Tensor {
    let h = this.input.forward(pixelUnshuffle(x, this.#unshuffle)); // [B, H, W, C] -> [B, H/u, W/u, C u^2] -> [.., channels]
    for (const level of this.levels) h = level.forward(h);
    return this.output.forward(silu(this.norm.forward(h)));
  }
}

class EncoderLevel extends Module {
  readonly down: Downsample | undefined;
  readonly blocks: readonly ResidualBlock[];

  /** `in` is undefined at the finest resolution, which is not come to by a strided convolution. */
  constructor(key: Key, { in: from, out, blocks }: { in: number | undefined; out: number; blocks: number }) {
    super();
    const [forDown, forBlocks] = split(key, 2);
    this.down = from === undefined ? undefined : new Downsample(forDown, { channels: from, out });
    this.blocks = split(forBlocks, blocks).map((each) => new ResidualBlock(each, { in: out, groups: GROUPS }));
  }

  forward(x: Tensor): Tensor {
    const h = this.down === undefined ? x : this.down.forward(x); // [B, H, W, in] -> [B, H/2, W/2, out]
    return this.blocks.reduce((y, block) => block.forward(y), h);
  }
}
