import * as z from 'zod';

import { conditionFields } from './condition.ts';
import { generationConfig } from './generation.ts';
import { imageConfig } from './image.ts';
import { checkNetwork, networkConfig } from './network.ts';
import { checkProcess, lossConfig, pixelTimesConfig, predictionConfig, processConfig } from './process.ts';

/** A diffusion model of pixels. */
export const diffusionConfig = z
  .object({
    image: imageConfig,
    process: processConfig,
    prediction: predictionConfig,
    network: networkConfig({ kind: 'unet', unshuffle: 2 }),
    ...conditionFields,
    upscale: z.literal([1, 2, 4]).default(1).describe('Above 1: learns to enlarge small pictures so many times, and does nothing else.').meta({ advanced: true }),
    generation: generationConfig,
    loss: lossConfig,
    times: pixelTimesConfig,
  })
  .superRefine((config, context) => {
    checkProcess(config, context);
    checkNetwork(config.network, config.image.size, context);
    if (config.image.size % config.upscale !== 0) context.addIssue({ code: 'custom', path: ['upscale'], message: `must divide image.size (${config.image.size})` });
    if (config.network.kind === 'mlp' && config.upscale > 1) context.addIssue({ code: 'custom', path: ['upscale'], message: 'must be 1 for network.kind mlp, which sees no second picture' });
  });

export type DiffusionConfig = z.output<typeof diffusionConfig>;
