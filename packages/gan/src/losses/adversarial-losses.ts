import { add, mean, mul, neg, relu, softplus, square, sub } from '@figment/core/ops';

import type { AdversarialLoss, AdversarialLossName } from './adversarial-loss.ts';

/** -ln sigmoid(r) - ln(1 - sigmoid(m)), finite for every logit. */
const binaryCrossEntropy: AdversarialLoss['discriminator'] = (real, made) => add(mean(softplus(neg(real))), mean(softplus(made)));

/** Losses by the names people know. r: logits of real pictures, m: of made ones. */
export const adversarialLosses: Readonly<Record<AdversarialLossName, AdversarialLoss>> = {
  /** The game itself: the generator's loss is ln(1 - sigmoid(m)). Goodfellow et al. 2014, arXiv:1406.2661, eq. 1. */
  minimax: {
    discriminator: binaryCrossEntropy,
    generator: (made) => neg(mean(softplus(made))),
  },
  /** The same discriminator; the generator's loss is -ln sigmoid(m), which keeps a gradient where the discriminator is sure. The same paper, section 3. */
  nonSaturating: {
    discriminator: binaryCrossEntropy,
    generator: (made) => mean(softplus(neg(made))),
  },
  /** Real pictures to 1, made ones to 0. Mao et al. 2017, arXiv:1611.04076, eq. 2 with a = 0, b = c = 1. */
  leastSquares: {
    discriminator: (real, made) => mul(add(mean(square(sub(real, 1))), mean(square(made))), 0.5),
    generator: (made) => mul(mean(square(sub(made, 1))), 0.5),
    boundary: 0.5,
  },
  /** Lim and Ye 2017, arXiv:1705.02894; Miyato et al. 2018, arXiv:1802.05957, eq. 16 and 17. */
  hinge: {
    discriminator: (real, made) => add(mean(relu(sub(1, real))), mean(relu(add(made, 1)))),
    generator: (made) => neg(mean(made)),
  },
  /** The distance between the two distributions, so far as the critic is 1-Lipschitz. Arjovsky et al. 2017, arXiv:1701.07875, eq. 2. */
  wasserstein: {
    discriminator: (real, made) => sub(mean(made), mean(real)),
    generator: (made) => neg(mean(made)),
    boundary: 'between',
  },
  /** Each real picture against a made one. Jolicoeur-Martineau 2018, arXiv:1807.00734; Huang et al. 2024, arXiv:2501.05441, eq. 2. */
  relativistic: {
    discriminator: (real, made) => mean(softplus(sub(made, real))),
    generator: (made, real) => mean(softplus(sub(real!, made))),
    pairs: true,
    boundary: 'between',
  },
};
