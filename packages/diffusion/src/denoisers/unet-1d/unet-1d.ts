import { Module } from '@figment/core/nn';
import { expandDims, squeeze, tidy } from '@figment/core/ops';
import type { Key } from '@figment/core/random';
import type { Denoiser, DenoiserCondition } from '@figment/core/interfaces';
import { FigmentError, type Tensor } from '@figment/core';

import { Hourglass, type HourglassSizes } from '../space-time/hourglass.ts';

/**
 * A U-Net of sequences: waveforms, or spectrograms whose channels are frequencies. With attention at the coarsest resolutions, which
 * sees far; as Schneider et al. 2023 (Moûsai), arXiv:2301.11757, section 4.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class Unet1d extends Module implements Denoiser {
  readonly hourglass: Hourglass;

  constructor(key: Key, sizes: HourglassSizes) {
    super();
    this.hourglass = new Hourglass(key, 'Unet1d', sizes, { along: 'columns', isTemporal: false });
  }

  get module(): this {
    return this;
  }

  /**
   * x: [B, T, channels], time: [B] -> [B, T, outChannels]; T is halved between resolutions.
   *
   * @throws FigmentError `SHAPE_MISMATCH`, `INPUT_INVALID`
   */
  predict(x: Tensor, time: Tensor, condition: DenoiserCondition = {}): Tensor {
    const { channels } = this.hourglass.sizes;
    if (x.rank !== 3 || x.shape[2] !== channels) throw new FigmentError('SHAPE_MISMATCH', `x must be [batch, time, ${channels}], got [${x.shape.join(', ')}].`);
    return tidy(() => squeeze(this.hourglass.forward(expandDims(x, 1), time, condition), [1])); // [B, T, C] -> [B, 1, T, C]
  }
}
