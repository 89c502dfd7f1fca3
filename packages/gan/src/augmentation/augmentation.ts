import type { Buffer, Tensor } from '@figment/core';
import { buffer, Module } from '@figment/core/nn';
import { add, clip, mean, mul, scalar, sign, sub, tidy, withoutGradient, zeros } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';

import type { AugmentationConfig } from '../config/augmentation.ts';
import type { AdversarialLoss } from '../losses/adversarial-loss.ts';
import { boundaryBetween } from '../losses/boundary.ts';
import { changeColors } from './color.ts';
import { cutOut } from './cutout.ts';
import { drawAffine } from './geometry.ts';
import { resample } from './resample.ts';

/** Steps over which r_t is smoothed: the four batches of the paper. */
const BATCHES = 4;

/**
 * Changes all that the discriminator sees, real and made alike, so that the generator's gradient goes through the changes and none of them
 * leaks into its pictures. Karras et al. 2020, arXiv:2006.06676. Adaptive: the more surely real pictures are known for real, the more often.
 */
export class Augmentation extends Module {
  /** How likely each change is: a scalar. */
  readonly probability: Buffer;
  /** r_t = E[sign D(real)] (eq. 1), over a few steps: a scalar. */
  readonly sureness: Buffer;
  readonly #config: AugmentationConfig;

  constructor(config: AugmentationConfig) {
    super();
    this.#config = config;
    this.probability = buffer(() => scalar(config.kind === 'fixed' ? config.probability : 0));
    this.sureness = buffer(() => zeros([]));
  }

  /** Joined to the discriminator's metrics. */
  get metrics(): Readonly<Record<string, Tensor>> {
    return { augmentation: this.probability };
  }

  /** [B, H, W, C] in [-1, 1] -> the same, differentiable. */
  apply(pictures: Tensor, key: Key): Tensor {
    const { mirror, turn, geometry, color, cutout } = this.#config;
    const [forPlace, forColor, forCutout] = split(key, 3);
    const [count, height, width] = pictures.shape as [number, number, number];
    return tidy(() => {
      let seen = mirror || turn || geometry ? resample(pictures, drawAffine(forPlace, [count, height, width], this.probability, this.#config)) : pictures;
      if (color) seen = changeColors(seen, forColor, this.probability);
      return cutout ? cutOut(seen, forCutout, this.probability) : seen;
    });
  }

  /** What its buffers become after logits of one step. */
  adapt(real: Tensor, made: Tensor, boundary: AdversarialLoss['boundary']): readonly (readonly [Buffer, Tensor])[] {
    const { kind, target, speed } = this.#config;
    if (kind !== 'adaptive') return [];
    const { sureness, probability } = withoutGradient(() => {
      const now = mean(sign(sub(real, boundaryBetween(boundary, real, made))));
      const sureness = add(this.sureness, mul(sub(now, this.sureness), 1 / BATCHES));
      const step = (real.shape[0]) / speed;
      return { sureness, probability: clip(add(this.probability, mul(sign(sub(sureness, target)), step)), 0, 1) };
    });
    return [[this.sureness, sureness], [this.probability, probability]];
  }
}
