import * as z from 'zod';

/** A weight of what is added to a loss; 0 is off. */
export const weight = (usual: number) => z.number().min(0).max(1e6).default(usual);

/** At which steps penalties are taken; they are so many times as strong. */
export const penaltyEvery = z.int().min(1).max(1000).default(4);

/** Two networks, each at its own pace. */
export const learningRateScaleConfig = z
  .object({
    discriminator: z.number().min(0).max(1000).default(1).describe("Multiplies the discriminator's learning rate."),
    generator: z.number().min(0).max(1000).default(1).describe("Multiplies the generator's learning rate."),
  })
  .describe('Two time scales.')
  .meta({ advanced: true })
  .prefault({});
