import * as z from 'zod';

export const likelihoodConfig = z
  .enum(['laplace', 'gaussian', 'bernoulli'])
  .default('laplace')
  .describe('How errors of pixels are weighed: laplace by their size (sharp), gaussian by their square (smooth), bernoulli by cross entropy (black and white).');

export const noiseConfig = z
  .number()
  .min(0.001)
  .max(2)
  .default(0.048)
  .describe('Pixel noise that is taken for granted, for pixels in [-1, 1]. Less gives sharper rebuilt pictures and a less orderly latent space; bernoulli has none.')
  .meta({ advanced: true });

export const betaConfig = z
  .number()
  .min(0)
  .max(1000)
  .default(1)
  .describe('Weight of the KL term. More gives a more orderly latent space and blurrier pictures; 1 is the evidence lower bound.');

export const freeBitsConfig = z
  .number()
  .min(0)
  .max(100)
  .default(0)
  .describe('Nats that each latent dimension may carry at no cost: keeps dimensions from being switched off.')
  .meta({ advanced: true });

export const annealingConfig = z
  .object({
    schedule: z.enum(['none', 'linear', 'cyclical']).default('none').describe('How the KL term gains weight: at once, once over the run, or in repeated cycles.'),
    fraction: z.number().min(0.01).max(1).default(0.5).describe('Part of the run (of a cycle) in which its weight rises.'),
    cycles: z.int().min(1).max(100).default(4).describe('Number of cycles of the cyclical schedule.'),
  })
  .describe('Lets the KL term gain weight while training.')
  .meta({ advanced: true })
  .prefault({});
