import * as z from 'zod';

import { SPATIAL_GROUPS } from '../kl/spatial-norm.ts';
import { blockFields, checkBlocks } from './blocks.ts';
import { codebookConfig } from './codebook.ts';
import { likelihoodConfig } from './likelihood.ts';

export const vqAutoencoderConfig = z
  .object({
    ...blockFields,
    latentChannels: z.int().min(1).max(256).default(3).describe('Channels of the latent picture, before and after the codes.'),
    codeChannels: z.int().min(1).max(1024).default(3).describe('Numbers a code has.'),
    norm: z.enum(['group', 'spatial']).default('group').describe('Norms of the decoder: plain, or modulated by the codes at each place (MoVQ).'),
    codebook: codebookConfig,
    scalingFactor: z.number().positive().default(0.18215).describe('What latents are multiplied by before a diffusion model sees them.'),
    likelihood: likelihoodConfig,
  })
  .superRefine((config, context) => {
    checkBlocks(config, context);
    if (config.norm !== 'spatial') return;
    config.blockChannels.forEach((channels, i) => {
      if (channels % SPATIAL_GROUPS !== 0) context.addIssue({ code: 'custom', path: ['blockChannels', i], message: `must be a multiple of ${SPATIAL_GROUPS} for norm "spatial", got ${channels}` });
    });
  });

export type VqAutoencoderConfig = z.output<typeof vqAutoencoderConfig>;
