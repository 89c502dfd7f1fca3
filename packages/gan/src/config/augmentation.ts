import * as z from 'zod';

const advanced = { advanced: true };

/** How pictures are changed before they are judged. */
export const augmentationConfig = z
  .object({
    kind: z.enum(['none', 'adaptive', 'fixed']).default('none').describe('adaptive = as often as it takes to keep the discriminator from knowing its pictures by heart, for few pictures (some thousands or less); fixed = always as often.'),
    target: z.number().min(0).max(1).default(0.6).describe('Of adaptive: how sure of real pictures it may be (r_t) before they are changed more.').meta(advanced),
    probability: z.number().min(0).max(1).default(0.3).describe('Of fixed: how likely each change is.').meta(advanced),
    speed: z.int().min(1).default(100_000).describe('Of adaptive: pictures within which the probability can rise from 0 to 1.').meta(advanced),
    mirror: z.boolean().default(true).describe('Mirrors pictures left to right.').meta(advanced),
    turn: z.boolean().default(true).describe('Turns square pictures by quarters.').meta(advanced),
    geometry: z.boolean().default(true).describe('Moves, turns and stretches pictures.').meta(advanced),
    color: z.boolean().default(true).describe('Changes brightness, contrast, hue and saturation.').meta(advanced),
    cutout: z.boolean().default(false).describe('Covers a quarter of the picture.').meta(advanced),
  })
  .describe('How pictures are changed before they are judged, real and made alike.')
  .prefault({});

/** Settings of {@link augmentationConfig}, defaults filled in. */
export type AugmentationConfig = z.output<typeof augmentationConfig>;
