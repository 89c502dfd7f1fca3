import type { Tensor } from '@figment/core';
import type { SamplingStep } from '@figment/core/sampling';

/** A step from noise to data: the values so far are its `sample`. */
export interface DiffusionStep<Sample = Tensor> extends SamplingStep<Sample> {
  /** What the network takes the clean values to be now; like `sample` it is lent. */
  readonly clean: Sample;
  /** Where the network was asked, in the scale of the process: from T (noise) to 0. */
  readonly time: number;
  /** Noise in the sample now, as sigma / alpha (sigma for a flow). */
  readonly noiseLevel: number;
}
