import type { FusedKernels } from '@figment/core/backend';

import type { Handle } from '../../abi/signature.ts';

/** Parameters and what Adam remembers of them, which are overwritten, and gradients, which are not; one after the other. */
export interface AdamState {
  readonly parameters: readonly Handle[];
  readonly gradients: readonly Handle[];
  readonly firstMoments: readonly Handle[];
  readonly secondMoments: readonly Handle[];
  /** Largest second moments; none without amsgrad. */
  readonly largest: readonly Handle[];
}

export type AdamAttributes = FusedKernels['FigmentAdam']['attrs'];

/** One update of all parameters, in place. */
export type AdamUpdate = (state: AdamState, attributes: AdamAttributes) => void;
