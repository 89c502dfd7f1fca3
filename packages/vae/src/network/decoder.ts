import { Conv2d, GroupNorm, Module, ResidualBlock, Upsample } from '@figment/core/nn';
import { pixelShuffle, silu } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import { GROUPS, type NetworkShape } from './shape.ts';

/** A small picture of features to a whole one: the encoder's mirror image, with nearest-neighbour doubling in the place of strides. */
export class Decoder extends Module {
  readonly input: Conv2d;
  readonly levels: readonly DecoderLevel[];
  readonly norm: GroupNorm;
  readonly output: Conv2d;
  readonly #unshuffle: number;

  /** @param from Channels of what goes in. */
  constructor(key: Key, { imageChannels, unshuffle, channels, blocks }: NetworkShape, from: number) {
    super();
    const [forInput, forLevels, forNorm, forOutput] = split(key, 4);
    const coarseFirst = [...channels].reverse();
    const last = channels[0]!;
    this.#unshuffle = unshuffle;
    this.input = new Conv2d(forInput, { in: from, out: coarseFirst[0]!, kernel: 3, padding: 1 });
    this.levels = split(forLevels, channels.length).map((each, i) => new DecoderLevel(each, {
      in: i === 0 ? undefined : coarseFirst[i - 1]!, out: coarseFirst[i]!, blocks: blocks + 1,
    }));
    this.norm = new GroupNorm(forNorm, { channels: last, groups: GROUPS });
    this.output = new Conv2d(forOutput, { in: last, out: imageChannels * unshuffle ** 2, kernel: 3, padding: 1 });
  }

  /** z: [B, h, w, from] -> [B, H, W, C]. */
  forward(z: Tensor): Tensor {
    let h = this.input.forward(z);
    for (const level of this.levels) h = level.forward(h);
    return pixelShuffle(this.output.forward(silu(this.norm.forward(h))), this.#unshuffle); // [B, H/u, W/u, C u^2] -> [B, H, W, C]
  }
}

class DecoderLevel extends Module {
  readonly up: Upsample | undefined;
  readonly blocks: readonly ResidualBlock[];

  /** `in` is undefined at the coarsest resolution, which the decoder starts at. */
  constructor(key: Key, { in: from, out, blocks }: { in: number | undefined; out: number; blocks: number }) {
    super();
    const [forUp, forBlocks] = split(key, 2);
    this.up = from === undefined ? undefined : new Upsample(forUp, { channels: from, out });
    this.blocks = split(forBlocks, blocks).map((each) => new ResidualBlock(each, { in: out, groups: GROUPS }));
  }

  forward(x: Tensor): Tensor {
    const h = this.up === undefined ? x : this.up.forward(x); // [B, H, W, in] -> [B, 2 H, 2 W, out]
    return this.blocks.reduce((y, block) => block.forward(y), h);
  }
}
