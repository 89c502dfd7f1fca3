import { add, mul, ones, reshape, stopGradient } from '@figment/core/ops';
import type { Objective } from '@figment/core/training';

import type { ImageBatch } from '../gaussian/objective.ts';
import type { VectorQuantizedAutoencoder } from './autoencoder.ts';
import { effectiveCodes } from './decode-codes.ts';
import { blend, deadCodes } from './revival.ts';
import { codebookLoss, commitmentLoss, quantize } from './quantize.ts';
import { codeCounts, perplexity, usedPart } from './usage.ts';

/** How codes are kept in use. */
export interface Revival {
  /** Steps between two looks for dead codes; 0 = never. */
  readonly every: number;
  /** A code whose decayed count is below this is dead. */
  readonly threshold: number;
  /** Part of the run in which codes are revived. */
  readonly until: number;
}

/** Weights of the terms of {@link quantizationObjective}. */
export interface QuantizationLoss {
  /** Weight of both terms against the reconstruction. */
  readonly weight: number;
  /** Weight of the commitment within them; beta of equation 3. */
  readonly commitment: number;
  readonly revival: Revival;
}

/** Of the counts by which codes are found dead. */
const USAGE_DECAY = 0.98;
/** The count that a revived code starts with, so that it has time to be chosen. */
const REVIVED_USAGE = 5;

/** Reconstruction, codebook and commitment terms: van den Oord et al. 2017, arXiv:1711.00937, equation 3. */
export function quantizationObjective(autoencoder: VectorQuantizedAutoencoder, { weight, commitment, revival }: QuantizationLoss): Objective<ImageBatch> {
  const { codebook, likelihood } = autoencoder;
  return {
    name: 'vqVae',
    parameters: () => autoencoder.module.namedParameters(),
    loss({ image }, { key, step, steps }) {
      const z = autoencoder.encode(image); // [B, h, w, D]
      const codes = effectiveCodes(autoencoder);
      const { straightThrough, codes: chosen, indices } = quantize(z, codes);
      const reconstruction = likelihood.reconstruction(image, autoencoder.output(straightThrough));
      const commitmentTerm = commitmentLoss(z, chosen);
      const terms = codebook.isTrained ? add(codebookLoss(z, chosen), mul(commitmentTerm, commitment)) : mul(commitmentTerm, commitment);
      const counts = codeCounts(indices, codes.shape[0]);
      const usage = add(mul(codebook.usage, USAGE_DECAY), counts);
      const vectors = reshape(stopGradient(z), [-1, codes.shape[1]!]); // [B, h, w, D] -> [N, D]
      const revives = revival.every > 0 && step % revival.every === 0 && step <= revival.until * steps;
      const revive = revives ? deadCodes(usage, vectors, key, revival.threshold) : undefined;
      return {
        loss: add(reconstruction, mul(terms, weight)),
        metrics: { reconstruction, commitment: commitmentTerm, perplexity: perplexity(counts), used: usedPart(usage, revival.threshold) },
        updates: [
          ...codebook.updates(vectors, indices, revive),
          [codebook.usage, revive === undefined ? usage : blend(usage, mul(ones(usage.shape), REVIVED_USAGE), revive.dead)],
        ],
      };
    },
  };
}
