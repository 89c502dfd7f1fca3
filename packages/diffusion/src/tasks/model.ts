import type { Contributions } from '@figment/core/plugin';

import type { Diffuser, Space } from '../network/diffuser.ts';
import type { Conditions } from './conditions.ts';

/** What sampling takes where options say nothing. */
export interface UsualSampling {
  readonly steps: number;
  readonly guidance: number;
  /** Where they say 'auto'. */
  readonly sampler?: string | undefined;
  readonly samplerOptions?: Readonly<Record<string, unknown>> | undefined;
}

/** What every task works with. */
export interface DiffusionModel {
  readonly diffuser: Diffuser;
  /** @throws FigmentError `TASK_UNAVAILABLE` where it has no way back to pictures: latents without their autoencoder */
  space(): Space;
  readonly conditions: Conditions;
  /** What is taken where options say nothing. */
  readonly usual: UsualSampling;
  /** What plugins brought. */
  readonly contributions: Contributions;
}
