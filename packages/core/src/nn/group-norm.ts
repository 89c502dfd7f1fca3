import { groupNorm } from '../ops/index.ts';
import type { Key } from '../random/index.ts';
import type { Parameter, Tensor } from '../tensor.ts';
import { requireChannels, requireEpsilon, requireMultiple, requireSizes } from './check.ts';
import { Module } from './module.ts';
import { scaleAndShift, type ScaleAndShiftOptions } from './scale-and-shift.ts';

/** Options of {@link GroupNorm}. */
export interface GroupNormOptions extends ScaleAndShiftOptions {
  readonly channels: number;
  /** Must divide `channels`. */
  readonly groups: number;
  /** 1e-5. */
  readonly epsilon?: number | undefined;
}

/**
 * Each picture's channels, in contiguous groups, to mean 0 and variance 1 over space and the group; then * weight + bias.
 * Wu and He 2018, arXiv:1803.08494.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class GroupNorm extends Module {
  /** [channels]. */
  readonly weight: Parameter | undefined;
  /** [channels]. */
  readonly bias: Parameter | undefined;
  readonly channels: number;
  readonly groups: number;
  readonly epsilon: number;

  constructor(key: Key, { channels, groups, epsilon = 1e-5, ...options }: GroupNormOptions) {
    super();
    requireSizes('GroupNorm', { channels, groups });
    requireMultiple('GroupNorm', ['channels', channels], ['groups', groups]);
    requireEpsilon('GroupNorm', epsilon);
    this.channels = channels;
    this.groups = groups;
    this.epsilon = epsilon;
    ({ weight: this.weight, bias: this.bias } = scaleAndShift(key, channels, options));
  }

  /** x: [B, ..., channels] -> same. @throws FigmentError `SHAPE_MISMATCH` */
  forward(x: Tensor): Tensor {
    requireChannels('GroupNorm', x, this.channels);
    return groupNorm(x, { groups: this.groups, weight: this.weight, bias: this.bias, epsilon: this.epsilon });
  }
}

/** Options of {@link InstanceNorm}. */
export interface InstanceNormOptions extends ScaleAndShiftOptions {
  readonly channels: number;
  /** 1e-5. */
  readonly epsilon?: number | undefined;
}

/**
 * {@link GroupNorm} with each channel a group of its own; without parameters unless asked, as torch. Ulyanov et al. 2016,
 * arXiv:1607.08022.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class InstanceNorm extends GroupNorm {
  constructor(key: Key, { channels, affine = false, ...options }: InstanceNormOptions) {
    super(key, { channels, groups: channels, affine, ...options });
  }
}
