import type { FieldSpec } from '@figment/core/data';
import * as z from 'zod';

import { healthConfig } from './health.ts';
import { checkSizes, gameFields, imageFromData, patchConfig, translatedImageConfig, uNetConfig } from './translation.ts';

/** The defaults are those of a translator of grey emoji of 32 pixels into colour. */
export const imageToImageConfig = z
  .object({
    image: translatedImageConfig,
    input: z
      .enum(['gray', 'edges', 'pairs'])
      .default('gray')
      .describe('What it is shown: gray = the picture without its colours; edges = a drawing of its outlines; both are made of the pictures themselves. pairs = pictures of your own, each with what it is to become.'),
    generator: uNetConfig,
    discriminator: patchConfig,
    ...gameFields('nonSaturating', 0),
    l1: z.number().min(0).max(1e4).default(20).describe('How much the distance to the right picture counts, pixel by pixel.'),
    health: healthConfig,
  })
  .superRefine(({ image, input, generator: { levels, residual }, discriminator: { strided } }, context) => {
    checkSizes({ image, levels, strided }, context);
    if (input === 'gray' && image.channels === 1) context.addIssue({ code: 'custom', path: ['image', 'channels'], message: 'must be 3 where input is gray, for there is no colour to be found in grey pictures, got 1' });
    if (input === 'edges' && residual === true) context.addIssue({ code: 'custom', path: ['generator', 'residual'], message: 'must be false where input is edges, for a drawing is no picture to add to, got true' });
  });

/** Settings of {@link imageToImageConfig}, defaults filled in. */
export type ImageToImageConfig = z.output<typeof imageToImageConfig>;

/** Size of the pictures; and where each has one that it is to become, that it learns from pairs. */
export function configFromPairs(fields: Readonly<Record<string, FieldSpec>>): Readonly<Record<string, unknown>> {
  return { ...imageFromData(fields), ...(fields['target']?.kind === 'image' && { input: 'pairs' }) };
}
