import * as z from 'zod';

import { imageConfig } from './image.ts';
import { annealingConfig, betaConfig, freeBitsConfig, likelihoodConfig, noiseConfig } from './likelihood.ts';
import { blocksConfig, channelsConfig, downsampleConfig, unshuffleConfig } from './network.ts';

const latentPicture = z.object({
  channels: z.int().min(1).max(256).default(4).describe('Channels of the latent picture.'),
  downsample: downsampleConfig,
});

const latentConfig = z
  .union([z.int().min(1).max(4096), latentPicture])
  .default(64)
  .describe('A number: a vector of so many values, from which new pictures can be generated. Or channels and downsample: a small picture, which rebuilds better.');

export const vaeConfig = z
  .object({
    image: imageConfig,
    latent: latentConfig,
    unshuffle: unshuffleConfig,
    channels: channelsConfig,
    blocks: blocksConfig,
    likelihood: likelihoodConfig,
    noise: noiseConfig,
    beta: betaConfig,
    freeBits: freeBitsConfig,
    annealing: annealingConfig,
    prior: z
      .object({
        components: z.int().min(1).max(256).default(32).describe('Gaussians in the mixture that is fitted to the latents after training.'),
        covariance: z.enum(['full', 'diagonal']).default('full').describe('Whether a Gaussian may lean in any direction, or only lie along the axes.'),
      })
      .describe('What new pictures are drawn from: a mixture of Gaussians, fitted after training to where the training pictures lie (vector latents only).')
      .meta({ advanced: true })
      .prefault({}),
  })
  .superRefine(({ image, latent, unshuffle }, context) => {
    if (typeof latent === 'number') {
      if (image.size / unshuffle < SMALLEST) {
        context.addIssue({ code: 'custom', path: ['unshuffle'], message: `must leave ${SMALLEST} pixels or more of ${image.size}: at most ${image.size / SMALLEST}, got ${unshuffle}` });
      }
    } else if (latent.downsample < unshuffle || latent.downsample > image.size) {
      context.addIssue({ code: 'custom', path: ['latent', 'downsample'], message: `must be between unshuffle (${unshuffle}) and image.size (${image.size}), got ${latent.downsample}` });
    }
  });

/** Side of the features that become, or come from, a latent vector. */
export const SMALLEST = 4;

export type VaeConfig = z.output<typeof vaeConfig>;

/** Number of values of a latent. */
export function latentSizeOf(latent: VaeConfig['latent'], imageSize: number): number {
  return typeof latent === 'number' ? latent : latent.channels * (imageSize / latent.downsample) ** 2;
}
