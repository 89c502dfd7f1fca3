import * as z from 'zod';

export const codebookConfig = z
  .object({
    size: z.int().min(2).max(65536).default(256).describe('Number of codes.'),
    update: z
      .enum(['gradient', 'movingAverage'])
      .default('gradient')
      .describe('How codes learn: as parameters with a loss of their own, or by following the average of what is assigned to them.')
      .meta({ advanced: true }),
    decay: z.number().min(0).max(0.9999).default(0.99).describe('How slowly codes follow, if they do: part of the old average that stays at each step.').meta({ advanced: true }),
    normalize: z.boolean().default(true).describe('Compares directions only: keeps codes from dying out.').meta({ advanced: true }),
    weight: z.number().min(0).max(100).default(0.25).describe('Weight of what ties latents and codes together, against the error of the rebuilt picture.').meta({ advanced: true }),
    commitment: z.number().min(0).max(100).default(0.25).describe('Within it, how much latents move to their codes; codes move to latents with weight 1.').meta({ advanced: true }),
    revival: z
      .object({
        every: z.int().min(0).max(100_000).default(50).describe('Steps between two looks for codes that are never used, which are then moved to where latents are; 0 = never.'),
        threshold: z.number().min(0).max(1000).default(1).describe('A code that was chosen less often than this lately (recent choices weigh more) counts as never used.'),
        until: z.number().min(0).max(1).default(0.6).describe('Part of the run in which codes are revived.'),
      })
      .describe('Keeps all codes in use.')
      .meta({ advanced: true })
      .prefault({}),
  })
  .describe('The codes that latent pictures are made of.')
  .prefault({});
