import { sum, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { customGrad } from '../autodiff/custom-grad.ts';
import { add, mul, sub } from '../basic/arithmetic.ts';
import { rsqrt, square } from '../basic/elementwise.ts';
import { reshape } from '../basic/shape.ts';
import { meanOfGroups, meanOfPositions } from './moments.ts';

export interface Standardization {
  /** Channels that share a mean and a variance, as contiguous ranges. */
  readonly groups: number;
  /** [C] */
  readonly weight?: Tensor | undefined;
  /** [C] */
  readonly bias?: Tensor | undefined;
  readonly epsilon: number;
}

interface Parts {
  /** x - mean: [B, P, C]. */
  readonly centred: Tensor;
  /** 1 / sqrt(variance + epsilon): [B, 1, C]. */
  readonly scale: Tensor;
}

/** Two passes: E[x^2] - E[x]^2 would lose its digits where the mean is large. */
function partsOf(x: Tensor, groups: number, epsilon: number): Parts {
  const centred = sub(x, meanOfGroups(meanOfPositions(x), groups));
  const variance = meanOfGroups(meanOfPositions(square(centred)), groups);
  return { centred, scale: rsqrt(add(variance, epsilon)) };
}

/**
 * (x - mean) / sqrt(variance + epsilon) * weight + bias, with mean and biased variance over the positions and the channels
 * of a group: what group, instance and batch norm share. x: [B, P, C] -> [B, P, C]
 */
export function standardize(x: Tensor, { groups, weight, bias, epsilon }: Standardization): Tensor {
  const positions = x.shape[1] as number;
  const inputs = [x, weight, bias].filter((tensor) => tensor !== undefined);
  return customGrad({
    inputs,
    forward: ([value], remember) =>
      tidy(() => {
        const { centred, scale } = partsOf(value as Tensor, groups, epsilon);
        remember([centred, scale]);
        const scaled = mul(centred, weight === undefined ? scale : mul(scale, weight));
        return bias === undefined ? scaled : add(scaled, bias);
      }),
    gradient: ({ upstream, inputs: [value, ...affine], remembered }) => {
      const { centred, scale } = remembered === undefined ? partsOf(value as Tensor, groups, epsilon) : { centred: remembered[0] as Tensor, scale: remembered[1] as Tensor };
      const factor = weight === undefined ? undefined : affine[0];
      const weigh = (t: Tensor): Tensor => (factor === undefined ? t : mul(t, factor));
      // With g = dL/dy * weight and z = (x - mean) * scale: dL/dx = scale * (g - mean(g) - z * mean(g * z)).
      const upstreamMean = meanOfPositions(upstream); // [B, 1, C]
      const productMean = meanOfPositions(mul(upstream, centred)); // [B, 1, C]
      const offset = mul(scale, meanOfGroups(weigh(upstreamMean), groups));
      const slope = mul(mul(square(scale), scale), meanOfGroups(weigh(productMean), groups));
      const dx = sub(mul(upstream, weigh(scale)), add(mul(centred, slope), offset));
      const overBatch = (t: Tensor): Tensor => reshape(mul(sum(t, 0), positions), [-1]); // [B, 1, C] -> [C]
      return [dx, ...(weight === undefined ? [] : [overBatch(mul(productMean, scale))]), ...(bias === undefined ? [] : [overBatch(upstreamMean)])];
    },
  });
}
