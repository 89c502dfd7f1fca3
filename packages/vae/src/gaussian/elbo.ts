import { add, mean, mul, sub } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

import { pixelCount } from '../image-codec.ts';
import type { GaussianAutoencoder } from './autoencoder.ts';
import { klDivergence } from './kl-divergence.ts';
import { klWithFreeBits } from './free-bits.ts';
import { reparameterize } from './posterior.ts';

/** How much the KL term weighs. */
export interface KlTerm {
  /** Higgins et al. 2017, "beta-VAE". 1 = the evidence lower bound itself. */
  readonly beta: number;
  /** Floor under each dimension's KL, nats. */
  readonly freeBits: number;
}

/** The parts of the bound for a batch; scalars, means over the batch. */
export interface ElboTerms {
  /** What is minimised: {@link reconstruction} + beta KL, in units of the reconstruction a pixel. */
  readonly loss: Tensor;
  /** Mean absolute error, mean squared error or cross entropy a pixel, by likelihood. */
  readonly reconstruction: Tensor;
  /** KL(q || p), nats an example. */
  readonly kl: Tensor;
  /** log p(x | z) - KL(q || p), nats an example: a lower bound of log p(x). */
  readonly elbo: Tensor;
}

/**
 * One draw from the posterior, decoded and weighed (Kingma and Welling 2014, arXiv:1312.6114, equation 10, with L = 1).
 *
 * @param images [B, H, W, C] in [0, 1].
 * @param noise N(0, 1), [B, ...latent].
 */
export function elboTerms(autoencoder: GaussianAutoencoder, images: Tensor, noise: Tensor, { beta, freeBits }: KlTerm): ElboTerms {
  const { likelihood } = autoencoder;
  const posterior = autoencoder.posterior(images);
  const output = autoencoder.output(reparameterize(posterior, noise));
  const kl = mean(klDivergence(posterior));
  const reconstruction = likelihood.reconstruction(images, output);
  const penalty = freeBits > 0 ? klWithFreeBits(posterior, freeBits) : kl;
  return {
    loss: add(reconstruction, mul(penalty, beta * likelihood.nats(pixelCount(autoencoder)))),
    reconstruction,
    kl,
    elbo: sub(mean(likelihood.logLikelihood(images, output)), kl),
  };
}
