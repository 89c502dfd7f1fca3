import { tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { fused } from '../autodiff/fused.ts';
import { reshape } from '../basic/shape.ts';
import { requireDType, requireOption, requireShape } from '../check.ts';
import { standardize } from './standardize.ts';

/** Options of {@link groupNorm}. */
export interface GroupNormOptions extends InstanceNormOptions {
  /** A divisor of the number of channels; a group is a contiguous range of channels. */
  readonly groups: number;
}

/** Options of {@link instanceNorm}. */
export interface InstanceNormOptions {
  /** [C] */
  readonly weight?: Tensor | undefined;
  /** [C] */
  readonly bias?: Tensor | undefined;
  /** 1e-5. */
  readonly epsilon?: number | undefined;
}

/**
 * Each example's channels, group by group, to mean 0 and variance 1 over space and the group; then * weight + bias.
 * x: [B, ..., C] -> the same. Wu and He 2018, arXiv 1803.08494, eqs. 1 to 3.
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `OPTIONS_INVALID`
 */
export function groupNorm(x: Tensor, { groups, weight, bias, epsilon = 1e-5 }: GroupNormOptions): Tensor {
  return normalizeGroups('groupNorm', x, { groups, weight, bias, epsilon });
}

/**
 * Each channel of each example to mean 0 and variance 1 over space; then * weight + bias.
 * x: [B, ..., C] -> the same. Ulyanov et al. 2016, arXiv 1607.08022, eq. 3.
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `OPTIONS_INVALID`
 */
export function instanceNorm(x: Tensor, { weight, bias, epsilon = 1e-5 }: InstanceNormOptions = {}): Tensor {
  return normalizeGroups('instanceNorm', x, { groups: x.shape.at(-1) ?? 0, weight, bias, epsilon });
}

function normalizeGroups(op: string, x: Tensor, options: Required<Pick<GroupNormOptions, 'groups' | 'weight' | 'bias'>> & { epsilon: number }): Tensor {
  const { groups, weight, bias, epsilon } = options;
  requireDType(op, 'x', x, 'float32');
  requireOption(op, 'the rank of x', x.rank >= 2, 'at least 2', x.rank);
  const channels = x.shape.at(-1) as number;
  requireOption(op, 'groups', Number.isInteger(groups) && groups > 0 && channels % groups === 0, `a divisor of the number of channels (${channels})`, groups);
  requireOption(op, 'epsilon', epsilon >= 0, 'at least 0', epsilon);
  if (weight !== undefined) requireShape(op, 'weight', weight, [channels]);
  if (bias !== undefined) requireShape(op, 'bias', bias, [channels]);
  return fused({
    kernel: 'FigmentGroupNorm',
    inputs: { x, weight, bias },
    attrs: { groups, epsilon },
    reference: (given) =>
      tidy(() => {
        const rows = reshape(given.x, [x.shape[0], -1, channels]); // [B, ..., C] -> [B, P, C]
        return reshape(standardize(rows, { groups, weight: given.weight, bias: given.bias, epsilon }), x.shape);
      }),
  });
}
