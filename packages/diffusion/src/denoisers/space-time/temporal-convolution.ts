import { allZeros, Conv2d, GroupNorm, Module } from '@figment/core/nn';
import { add, reshape, silu, tidy } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

/** Each place looks at itself in the frames before and after. Blattmann et al. 2023, arXiv:2304.08818, section 3.1; the identity at first. */
export class TemporalConvolution extends Module {
  readonly norm: GroupNorm;
  readonly conv: Conv2d;

  constructor(key: Key, { channels, groups }: { readonly channels: number; readonly groups: number }) {
    super();
    const [forNorm, forConv] = split(key, 2);
    this.norm = new GroupNorm(forNorm, { channels, groups });
    this.conv = new Conv2d(forConv, { in: channels, out: channels, kernel: [3, 1], padding: [1, 0], initialWeight: allZeros, initialBias: allZeros });
  }

  /** x: [B F, H, W, C] -> the same */
  forward(x: Tensor, frames: number): Tensor {
    const [count, height, width, channels] = x.shape as [number, number, number, number];
    return tidy(() => {
      const clip = reshape(x, [count / frames, frames, height * width, channels]); // A picture whose rows are frames.
      return reshape(add(clip, this.conv.forward(silu(this.norm.forward(clip)))), x.shape);
    });
  }
}
