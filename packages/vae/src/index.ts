/**
 * Autoencoders of pictures with a latent space: VAE and beta-VAE, VQ-VAE, and the KL autoencoder of latent diffusion.
 *
 * @module
 */
export { klAutoencoder } from './kl-autoencoder.ts';
export { vae } from './vae.ts';
export { vqAutoencoder } from './vq-autoencoder.ts';
export { vqVae } from './vq-vae.ts';

export type { ImageCodec } from './image-codec.ts';
export type { Anomaly, AnomalyStep } from './tasks/detect-anomaly.ts';
export type { InterpolationStep } from './tasks/interpolate.ts';
export { KlNetwork } from './kl/network.ts';
export { VaeNetwork } from './vae-network.ts';
export { VqBlockNetwork } from './vq/block-network.ts';
export { VqVaeNetwork } from './vq/network.ts';

export { type KlAnnealing, klWeight } from './gaussian/annealing.ts';
export type { GaussianAutoencoder } from './gaussian/autoencoder.ts';
export { type ElboTerms, elboTerms, type KlTerm } from './gaussian/elbo.ts';
export { klWithFreeBits } from './gaussian/free-bits.ts';
export { klBatchMean, klDivergence, klPerDimension } from './gaussian/kl-divergence.ts';
export { type Likelihood, type LikelihoodName, likelihoodOf } from './gaussian/likelihood.ts';
export { bernoulliLogLikelihood, gaussianLogLikelihood, laplaceLogLikelihood, standardNormalLogDensity } from './gaussian/log-likelihood.ts';
export { elboObjective, type ImageBatch } from './gaussian/objective.ts';
export { type LogVarianceLimits, type Posterior, posteriorOf, reparameterize } from './gaussian/posterior.ts';

export { activeUnits } from './metrics/active-units.ts';
export { type AnomalyScore, anomalyScores, type Rebuilt, rebuild } from './metrics/anomaly-scores.ts';
export { auroc } from './metrics/auroc.ts';
export { effectiveSampleSize, evidenceBound, importanceWeightedBound, logImportanceWeight } from './metrics/importance-weighted-bound.ts';
export { quantiles } from './metrics/quantiles.ts';

export { fitMixture, type Fit, type FitOptions } from './mixture/fit-mixture.ts';
export { type Covariance, drawFromMixture, type DrawOptions, type GaussianMixture } from './mixture/gaussian-mixture.ts';
export type { Points } from './mixture/points.ts';
export { type PrincipalAxes, principalAxes } from './mixture/principal-axes.ts';

export type { VectorQuantizedAutoencoder } from './vq/autoencoder.ts';
export { Codebook, type CodebookOptions, FollowingCodebook, TrainedCodebook } from './vq/codebook.ts';
export { decodeTokens, tokensOf } from './vq/decode-codes.ts';
export { type AveragedCodebook, averageCodebook } from './vq/moving-average.ts';
export { nearestCodes } from './vq/nearest-code.ts';
export { type QuantizationLoss, quantizationObjective, type Revival } from './vq/objective.ts';
export { codebookLoss, commitmentLoss, quantize, type Quantized } from './vq/quantize.ts';
export { codeCounts, perplexity, usedPart } from './vq/usage.ts';
