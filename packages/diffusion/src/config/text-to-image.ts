import * as z from 'zod';

import { usualSampler } from './generation.ts';
import { imageConfig } from './image.ts';
import { checkProcess, predictionConfig, processConfig } from './process.ts';

const advanced = { advanced: true };

/** A composite that paints what a text says. */
export const textToImageConfig = z
  .object({
    steps: z.int().min(1).max(1000).default(20).describe('Steps from noise to picture, where a task is told nothing else.'),
    guidance: z.number().min(0).max(50).default(3).describe('How strongly a text is followed, where a task is told nothing else.'),
    ...usualSampler,
    adapter: z
      .object({
        rank: z.int().min(1).max(1024).describe("Numbers that each layer's difference passes through."),
        alpha: z.number().positive().max(65_536).optional().describe('The difference is multiplied with alpha / rank; it counts as it is if left out.'),
      })
      .optional()
      .describe("What was learnt of the denoiser's linear layers besides their weights, for few steps for example; it is part of this model, and the denoiser stays as it is.")
      .meta(advanced),
    image: imageConfig,
    tokens: z.int().min(1).max(512).default(77).describe('Most tokens of a text, for a denoiser that does not say itself; longer ones are cut.').meta(advanced),
    lowerCase: z.boolean().default(false).describe('Reads texts in small letters, for a denoiser that does not say itself.').meta(advanced),
    process: processConfig.describe('How the denoiser was trained, where it does not say itself.'),
    prediction: predictionConfig,
  })
  .superRefine((config, context) => { checkProcess(config, context); });

export type TextToImageConfig = z.output<typeof textToImageConfig>;
