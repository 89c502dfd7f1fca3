import { Module } from '@figment/core/nn';
import { reshape, tidy } from '@figment/core/ops';
import type { Key } from '@figment/core/random';
import type { Denoiser, DenoiserCondition } from '@figment/core/interfaces';
import { FigmentError, type Tensor } from '@figment/core';

import { Hourglass, type HourglassSizes } from './hourglass.ts';

/**
 * A U-Net of clips, space and time apart: convolutions and attention within each frame, then convolutions and attention of each place
 * through time. Ho et al. 2022, "Video diffusion models", arXiv:2204.03458; what sees time changes nothing at first, so that the network
 * begins as one of pictures (Blattmann et al. 2023, arXiv:2304.08818). Any number of frames.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class SpaceTimeUnet extends Module implements Denoiser {
  readonly hourglass: Hourglass;

  constructor(key: Key, sizes: HourglassSizes) {
    super();
    this.hourglass = new Hourglass(key, 'SpaceTimeUnet', sizes, { along: 'both', isTemporal: true });
  }

  get module(): this {
    return this;
  }

  /**
   * x: [B, F, H, W, channels], time: [B] -> [B, F, H, W, outChannels]
   *
   * @throws FigmentError `SHAPE_MISMATCH`, `INPUT_INVALID`
   */
  predict(x: Tensor, time: Tensor, condition: DenoiserCondition = {}): Tensor {
    const { channels, outChannels = channels } = this.hourglass.sizes;
    const [batch = 0, frames = 0, height = 0, width = 0] = x.shape;
    if (x.rank !== 5 || x.shape[4] !== channels) throw new FigmentError('SHAPE_MISMATCH', `x must be [batch, frames, height, width, ${channels}], got [${x.shape.join(', ')}].`);
    return tidy(() => reshape(this.hourglass.forward(reshape(x, [batch * frames, height, width, channels]), time, condition, frames), [batch, frames, height, width, outChannels]));
  }
}
