import type { Tensor } from '@figment/core';
import { neg } from '@figment/core/ops';
import * as z from 'zod';

import { finalSigmasType } from './options.ts';

/** Options of schedulers for EDM's process. */
export const edmOptions = {
  sigmaSchedule: z.enum(['karras', 'exponential']).default('karras').describe('How noise levels are spread: densest near the data, or evenly by logarithm.'),
  rho: z.number().positive().default(7).describe('How dense karras is near the data.').meta({ advanced: true }),
  negated: z.boolean().default(false).describe("Read velocity with its sign turned: EDM's network F, which diffusers calls epsilon.").meta({ advanced: true }),
  finalSigmasType,
};

/** Velocity as it is meant. */
export function signed(said: Tensor, negated: boolean): Tensor {
  return negated ? neg(said) : said;
}
