import { concat, mseLoss, resize, silu } from '@figment/core/ops';
import { Conv2d, GroupNorm, Module, ResidualBlock } from '@figment/core/nn';
import { type Key, split } from '@figment/core/random';
import type { Objective, Trainable } from '@figment/core/training';
import type { Tensor } from '@figment/core';

const [narrow, wide, groups] = [64, 128, 8];

/** A small denoiser: Ho et al. 2020, arXiv:2006.11239, appendix B, of two resolutions and without times. */
export class UNet extends Module {
  readonly input: Conv2d;
  readonly down: ResidualBlock;
  readonly halve: Conv2d;
  readonly middle: ResidualBlock;
  readonly up: ResidualBlock;
  readonly norm: GroupNorm;
  readonly output: Conv2d;

  constructor(key: Key) {
    super();
    const [forInput, forDown, forHalve, forMiddle, forUp, forNorm, forOutput] = split(key, 7);
    this.input = new Conv2d(forInput, { in: 3, out: narrow, kernel: 3, padding: 1 });
    this.down = new ResidualBlock(forDown, { in: narrow, groups });
    this.halve = new Conv2d(forHalve, { in: narrow, out: wide, kernel: 3, stride: 2, padding: 1 });
    this.middle = new ResidualBlock(forMiddle, { in: wide, groups });
    this.up = new ResidualBlock(forUp, { in: wide + narrow, out: narrow, groups });
    this.norm = new GroupNorm(forNorm, { channels: narrow, groups });
    this.output = new Conv2d(forOutput, { in: narrow, out: 3, kernel: 3, padding: 1 });
  }

  /** x: [B, H, W, 3] -> same. */
  forward(x: Tensor): Tensor {
    const [, height, width] = x.shape as [number, number, number, number];
    const skip = this.down.forward(this.input.forward(x)); // [B, H, W, 3] -> [B, H, W, 64]
    const middle = this.middle.forward(this.halve.forward(skip)); // -> [B, H / 2, W / 2, 128]
    const joined = concat([resize(middle, { size: [height, width], mode: 'nearest' }), skip], 3); // -> [B, H, W, 192]
    return this.output.forward(silu(this.norm.forward(this.up.forward(joined)))); // -> [B, H, W, 3]
  }
}

export interface UNetBatch {
  /** [B, H, W, 3]. */
  readonly noisy: Tensor;
  /** [B, H, W, 3]. */
  readonly noise: Tensor;
}

/** What `train` trains: the squared error of the noise, eq. 14 of the paper. */
export function unetTraining(unet: UNet): Trainable<UNetBatch> {
  const objective: Objective<UNetBatch> = {
    name: 'unet',
    parameters: () => unet.namedParameters(),
    loss: ({ noisy, noise }) => ({ loss: mseLoss(unet.forward(noisy), noise) }),
  };
  return { modules: { unet }, objectives: [objective] };
}
