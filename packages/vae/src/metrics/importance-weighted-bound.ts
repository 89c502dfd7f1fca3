import { add, exp, logSumExp, mul, stack, sub, tidy } from '@figment/core/ops';
import { type Key, normal, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import type { GaussianAutoencoder } from '../gaussian/autoencoder.ts';
import { gaussianLogLikelihood, standardNormalLogDensity } from '../gaussian/log-likelihood.ts';
import { type Posterior, reparameterize } from '../gaussian/posterior.ts';

/**
 * log p(x | z) + log p(z) - log q(z | x): what one draw from the posterior says about log p(x), in nats.
 *
 * @param logLikelihood log p(x | z), [B].
 * @param z The draw, [B, ...latent].
 */
export function logImportanceWeight(logLikelihood: Tensor, z: Tensor, { mean: centre, logVariance }: Posterior): Tensor {
  return sub(add(logLikelihood, standardNormalLogDensity(z)), gaussianLogLikelihood(z, centre, logVariance));
}

/**
 * log mean_k w_k: a lower bound of log p(x) that tightens with the number of draws, and is the ELBO for one.
 * Burda, Grosse and Salakhutdinov 2016, "Importance weighted autoencoders", arXiv:1509.00519, equation 8.
 *
 * @param logWeights [K, B], nats.
 * @returns [B], nats.
 */
export function importanceWeightedBound(logWeights: Tensor): Tensor {
  return sub(logSumExp(logWeights, 0), Math.log(logWeights.shape[0]));
}

/** How many of the draws count: (sum w)^2 / sum w^2 (Kish 1965); [K, B] -> [B], 1 to K. */
export function effectiveSampleSize(logWeights: Tensor): Tensor {
  return exp(sub(mul(logSumExp(logWeights, 0), 2), logSumExp(mul(logWeights, 2), 0)));
}

/**
 * The importance-weighted bound of pictures, nats each.
 *
 * @param images [B, H, W, C] in [0, 1].
 * @param draws K.
 * @returns [B]
 */
export function evidenceBound(autoencoder: GaussianAutoencoder, images: Tensor, key: Key, draws: number): Tensor {
  return tidy(() => {
    const posterior = autoencoder.posterior(images);
    const logWeights = split(key, draws).map((each) => tidy(() => {
      const z = reparameterize(posterior, normal(each, posterior.mean.shape));
      return logImportanceWeight(autoencoder.likelihood.logLikelihood(images, autoencoder.output(z)), z, posterior);
    }));
    return importanceWeightedBound(stack(logWeights, 0)); // K x [B] -> [K, B] -> [B]
  });
}
