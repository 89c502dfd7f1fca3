import type { Tensor } from '@figment/core';

/** What the two networks play for. Logits have any shape; the mean is over all of them. */
export interface AdversarialLoss {
  /** The discriminator's: a scalar. */
  discriminator(real: Tensor, made: Tensor): Tensor;
  /** The generator's: a scalar. `real` is given to those that compare (relativistic pairing) and is no business of the others. */
  generator(made: Tensor, real: Tensor | undefined): Tensor;
  /** Whether the generator's loss needs the logits of real pictures. */
  readonly pairs?: boolean | undefined;
  /** The logit above which a picture is taken for real (0); 'between' where only differences count: half-way between the means of the two. */
  readonly boundary?: number | 'between' | undefined;
}

/** By the names people know. */
export type AdversarialLossName = 'minimax' | 'nonSaturating' | 'leastSquares' | 'hinge' | 'wasserstein' | 'relativistic';
