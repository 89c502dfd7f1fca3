import { z } from 'zod';

import { blockFields, checkBlocks } from './blocks.ts';
import { codebookConfig } from './codebook.ts';
import { likelihoodConfig } from './likelihood.ts';

export const vqAutoencoderConfig = z
  .object({
    ...blockFields,
    latentChannels: z.int().min(1).max(256).default(3).describe('Channels of the latent picture, before and after the codes.'),
    codeChannels: z.int().min(1).max(1024).default(3).describe('Numbers a code has.'),
    codebook: codebookConfig,
    scalingFactor: z.number().positive().default(0.18215).describe('What latents are multiplied by before a diffusion model sees them.'),
    likelihood: likelihoodConfig,
  })
  .superRefine(checkBlocks);

export type VqAutoencoderConfig = z.output<typeof vqAutoencoderConfig>;
