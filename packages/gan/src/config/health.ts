import * as z from 'zod';

import { type HealthThresholds, healthThresholds as usual } from '../health/thresholds.ts';

const advanced = { advanced: true };
const share = (value: number) => z.number().min(0).max(1).default(value);
const steps = (value: number) => z.int().min(1).max(100_000).default(value);

/** When the monitor of the balance speaks up. */
export const healthConfig = z
  .object({
    warmUpSteps: z.int().min(0).max(1_000_000).default(usual.warmUpSteps).describe('Steps before it judges: at first all that is made is alike, and every discriminator wins.'),
    window: steps(usual.window).describe('Steps over which shares are smoothed.'),
    diversity: share(usual.diversity).describe('Mode collapse: pictures made are this much less various than real ones.'),
    coverage: share(usual.coverage).describe('Mode collapse: fewer real pictures than this have a made one near them.'),
    neighbours: z.int().min(1).max(64).default(usual.neighbours).describe('How many neighbours count as near.'),
    certain: share(usual.certain).describe('The discriminator wins: it tells so many of both apart.'),
    fooled: share(usual.fooled).describe('The generator wins: the discriminator is right less often than this.'),
    flat: z.number().min(0).default(usual.flat).describe('The generator wins: judgements of a batch differ by no more than this.'),
    overfitting: share(usual.overfitting).describe('Overfitting: the discriminator is so sure of its training pictures (r_t).'),
    growth: z.number().min(1).default(usual.growth).describe('Divergence: judgements have grown so many times as large.'),
    growthWindow: steps(usual.growthWindow).describe('Steps that growth is measured against.'),
    gradientNorm: z.number().positive().default(usual.gradientNorm).describe('Divergence: norm of a gradient, before clipping.'),
  } satisfies Record<keyof HealthThresholds, z.ZodType>)
  .describe('When the monitor of the balance speaks up.')
  .meta(advanced)
  .prefault({});
