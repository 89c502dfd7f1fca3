import * as z from 'zod';

import { augmentationConfig } from './augmentation.ts';
import { learningRateScaleConfig, penaltyEvery, weight } from './game.ts';
import { healthConfig } from './health.ts';
import { checkNetworks, networkFields } from './networks.ts';

const advanced = { advanced: true };

/** A generator and a discriminator, and the game that they play. */
export const ganConfig = z
  .object({
    ...networkFields,
    loss: z
      .enum(['minimax', 'nonSaturating', 'leastSquares', 'hinge', 'wasserstein', 'relativistic'])
      .default('nonSaturating')
      .describe('What the two play for. nonSaturating is the usual one; hinge suits spectral norm; wasserstein needs gradientPenalty; relativistic compares each picture with another.'),
    r1: weight(1).describe('Holds the discriminator: penalty of its slope at real pictures (gamma of R1); 0 for none.'),
    r2: weight(0).describe('The same at made pictures.').meta(advanced),
    gradientPenalty: weight(0).describe('Penalty of a slope between real and made pictures that is not 1 (lambda of WGAN-GP); 10 is usual for wasserstein.').meta(advanced),
    penaltyEvery: penaltyEvery.describe('Penalties of slopes and of paths are taken at every so many steps, and so many times as strong.').meta(advanced),
    consistency: weight(0).describe('Penalty of judgements that change when a picture is moved or mirrored.').meta(advanced),
    pathLength: weight(0).describe('Penalty of styles that change pictures unevenly; 2 is usual for generators of styles.').meta(advanced),
    discriminatorSteps: z.int().min(1).max(100).default(1).describe('Updates of the discriminator for one of the generator.').meta(advanced),
    learningRateScale: learningRateScaleConfig,
    augmentation: augmentationConfig,
    health: healthConfig,
  })
  .superRefine((config, context) => { checkNetworks(config, context); });
