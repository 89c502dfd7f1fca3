import * as z from 'zod';

import { imageConfig } from './image.ts';
import { checkProcess, predictionConfig, processConfig } from './process.ts';

const advanced = { advanced: true };

/** A composite that paints what a text says. */
export const textToImageConfig = z
  .object({
    steps: z.int().min(1).max(1000).default(20).describe('Steps from noise to picture, where a task is told nothing else.'),
    guidance: z.number().min(0).max(50).default(3).describe('How strongly a text is followed, where a task is told nothing else.'),
    image: imageConfig,
    tokens: z.int().min(1).max(512).default(77).describe('Most tokens of a text, for a denoiser that does not say itself; longer ones are cut.').meta(advanced),
    lowerCase: z.boolean().default(false).describe('Reads texts in small letters, for a denoiser that does not say itself.').meta(advanced),
    process: processConfig.describe('How the denoiser was trained, where it does not say itself.'),
    prediction: predictionConfig,
  })
  .superRefine((config, context) => { checkProcess(config, context); });

export type TextToImageConfig = z.output<typeof textToImageConfig>;
