import * as z from 'zod';

/** Which sampler suits the model, where a task says `auto`. */
export const usualSampler = {
  sampler: z.string().min(1).default('auto').describe('How each step is made where a task says auto; auto takes what suits the process.').meta({ advanced: true }),
  samplerOptions: z.record(z.string(), z.unknown()).default({}).describe("That sampler's options, where a task says none.").meta({ advanced: true }),
};

/** What sampling takes where its options say nothing. */
export const generationConfig = z
  .object({
    steps: z.int().min(1).max(1000).default(20).describe('Steps from noise to picture.'),
    guidance: z.number().min(0).max(50).default(3).describe('How strongly a condition is followed.'),
    ...usualSampler,
  })
  .describe('What sampling takes where it is told nothing.')
  .meta({ advanced: true })
  .prefault({});
