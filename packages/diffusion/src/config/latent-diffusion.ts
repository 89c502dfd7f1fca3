import * as z from 'zod';

import { conditionFields } from './condition.ts';
import { generationConfig } from './generation.ts';
import { imageConfig } from './image.ts';
import { checkNetwork, networkConfig } from './network.ts';
import { checkProcess, lossConfig, predictionConfig, processConfig, timesConfig } from './process.ts';

/** A diffusion model of latents. */
export const latentDiffusionConfig = z
  .object({
    image: imageConfig,
    latent: z
      .object({
        size: z.int().min(1).max(512).default(8).describe('Width and height of the latent pictures.'),
        channels: z.int().min(1).max(256).default(4).describe('Their channels.'),
      })
      .describe('The latents of the autoencoder that it works with.')
      .prefault({}),
    process: processConfig,
    prediction: predictionConfig,
    network: networkConfig({ kind: 'mlp', width: 512, depth: 5 }),
    ...conditionFields,
    generation: generationConfig,
    loss: lossConfig,
    times: timesConfig,
  })
  .superRefine((config, context) => {
    checkProcess(config, context);
    checkNetwork(config.network, config.latent.size, context);
    if (config.image.size % config.latent.size !== 0) context.addIssue({ code: 'custom', path: ['latent', 'size'], message: `must divide image.size (${config.image.size})` });
  });
