import { buffer, Module } from '@figment/core/nn';
import { tensor } from '@figment/core/ops';
import type { Buffer } from '@figment/core';

import { axisStatistics, type Points } from '../mixture/points.ts';
import { assign } from './latent-prior.ts';

/** How large the values in each channel of a latent picture are: what divides them before something is trained on them. */
export class LatentScale extends Module {
  /** Standard deviation of each channel, [c]. */
  readonly channels: Buffer;

  constructor(initial: readonly number[]) {
    super();
    this.channels = buffer(() => tensor([...initial]));
  }

  /** A few numbers that no computation moves to a device, so reading them waits for nothing. */
  read(): readonly number[] {
    return Array.from(this.channels.dataSync());
  }

  /** Fits it to latent pictures, [h w c] each. */
  write({ data, count, dimension }: Points): void {
    const channels = this.channels.size;
    const { variance } = axisStatistics({ data, count: count * dimension / channels, dimension: channels });
    assign(this.channels, variance.map((each) => Math.max(Math.sqrt(each), 1e-6)));
  }
}
