import * as z from 'zod';

import { blockFields, checkBlocks } from './blocks.ts';
import { annealingConfig, betaConfig, freeBitsConfig, likelihoodConfig, noiseConfig } from './likelihood.ts';

const perChannel = z.array(z.number()).nullable().default(null);

export const klAutoencoderConfig = z
  .object({
    ...blockFields,
    quantConv: z.boolean().default(true).describe('A 1x1 convolution after the encoder.').meta({ advanced: true }),
    postQuantConv: z.boolean().default(true).describe('A 1x1 convolution before the decoder.').meta({ advanced: true }),
    scalingFactor: z.number().positive().default(1).describe('What latents are multiplied by before a diffusion model sees them; fitted to the data after training.').meta({ advanced: true }),
    shiftFactor: z.number().nullable().default(null).describe('What is taken off all latents before.').meta({ advanced: true }),
    latentsMean: perChannel.describe('What is taken off each channel of the latents before.').meta({ advanced: true }),
    latentsStd: perChannel.describe('What each channel of the latents is divided by as well.').meta({ advanced: true }),
    likelihood: likelihoodConfig,
    noise: noiseConfig,
    beta: betaConfig,
    freeBits: freeBitsConfig,
    annealing: annealingConfig,
  })
  .superRefine((config, context) => {
    checkBlocks(config, context);
    for (const field of ['latentsMean', 'latentsStd'] as const) {
      const values = config[field];
      if (values !== null && values.length !== config.latentChannels) {
        context.addIssue({ code: 'custom', path: [field], message: `must have a number for each of latentChannels (${config.latentChannels}), got ${values.length}` });
      }
    }
  });

export type KlAutoencoderConfig = z.output<typeof klAutoencoderConfig>;
