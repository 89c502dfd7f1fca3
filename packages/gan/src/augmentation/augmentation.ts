import type { Buffer, Tensor } from '@figment/core';
import { buffer, Module } from '@figment/core/nn';
import { scalar } from '@figment/core/ops';
import type { Key } from '@figment/core/random';

import type { AdversarialLoss } from '../losses/adversarial-loss.ts';

/** What both kinds of pictures go through before they are judged. */
export abstract class Augmentation extends Module {
  readonly probability: Buffer = buffer(() => scalar(0));
  abstract apply(pictures: Tensor, key: Key): Tensor;
  abstract adapt(real: Tensor, made: Tensor, boundary: AdversarialLoss['boundary']): readonly (readonly [Buffer, Tensor])[];
  get metrics(): Readonly<Record<string, Tensor>> { return { augmentation: this.probability }; }
}
