import * as z from 'zod';

import { healthConfig } from './health.ts';
import { checkSizes, gameFields, patchConfig, translatedImageConfig, uNetConfig } from './translation.ts';

const advanced = { advanced: true };

/** Weights and losses for small pictures (docs/decisions/0028); the paper has `leastSquares`, no r1, 10 for cycle and 5 or 0 for identity. */
export const unpairedImageToImageConfig = z
  .object({
    image: translatedImageConfig,
    generator: z
      .object({
        ...uNetConfig.unwrap().shape,
        kind: z.enum(['uNet', 'residual']).default('uNet').describe('uNet = sees the whole on the way down and joins details on the way up; residual = residual blocks at a quarter of the resolution, as CycleGAN has it.'),
        norm: z.enum(['none', 'instance', 'group']).default('instance').describe('What is normalised between convolutions.').meta(advanced),
        dropout: z.number().min(0).max(0.9).default(0).describe('Of uNet: part of what it knows at the bottom that it does without while it learns.').meta(advanced),
        blocks: z.int().min(1).max(32).default(6).describe('Of residual: how many blocks.').meta(advanced),
      })
      .describe('The networks that make a picture of the other kind, one for each way.')
      .prefault({}),
    discriminator: patchConfig,
    ...gameFields('nonSaturating', 1),
    cycle: z.number().min(0).max(1e4).default(5).describe('How much it counts that a picture that went to the other kind and back is what it was.'),
    identity: z.number().min(0).max(1e4).default(0.5).describe('How much it counts that a picture that is already of the other kind is left as it is: keeps colours.'),
    history: z.int().min(0).max(1000).default(50).describe('So many pictures made earlier are remembered and shown to the discriminator again, half of the time; 0 for none.').meta(advanced),
    health: healthConfig,
  })
  .superRefine(({ image, generator: { kind, levels }, discriminator: { strided } }, context) => { checkSizes({ image, levels: kind === 'uNet' ? levels : 2, strided }, context); });

/** Settings of {@link unpairedImageToImageConfig}, defaults filled in. */
export type UnpairedImageToImageConfig = z.output<typeof unpairedImageToImageConfig>;
