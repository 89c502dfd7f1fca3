import * as z from 'zod';

/** What sampling takes where its options say nothing. */
export const generationConfig = z
  .object({
    steps: z.int().min(1).max(1000).default(20).describe('Steps from noise to picture.'),
    guidance: z.number().min(0).max(50).default(3).describe('How strongly a condition is followed.'),
  })
  .describe('What sampling takes where it is told nothing.')
  .meta({ advanced: true })
  .prefault({});
