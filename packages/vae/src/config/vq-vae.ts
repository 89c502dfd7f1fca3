import * as z from 'zod';

import { codebookConfig } from './codebook.ts';
import { imageConfig } from './image.ts';
import { likelihoodConfig } from './likelihood.ts';
import { blocksConfig, channelsConfig, downsampleConfig, unshuffleConfig } from './network.ts';

export const vqVaeConfig = z
  .object({
    image: imageConfig,
    latent: z
      .object({
        channels: z.int().min(1).max(1024).default(8).describe('Numbers a code has.'),
        downsample: downsampleConfig,
      })
      .describe('The latent picture, a code at each place.')
      .prefault({}),
    codebook: codebookConfig,
    unshuffle: unshuffleConfig,
    channels: channelsConfig,
    blocks: blocksConfig,
    likelihood: likelihoodConfig,
  })
  .superRefine(({ image, latent, unshuffle }, context) => {
    if (latent.downsample < unshuffle || latent.downsample > image.size) {
      context.addIssue({ code: 'custom', path: ['latent', 'downsample'], message: `must be between unshuffle (${unshuffle}) and image.size (${image.size}), got ${latent.downsample}` });
    }
  });

export type VqVaeConfig = z.output<typeof vqVaeConfig>;
