import { clone, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { stopGradient } from '../autodiff/custom-grad.ts';
import { fused } from '../autodiff/fused.ts';
import { add, mul, sub } from '../basic/arithmetic.ts';
import { rsqrt, square } from '../basic/elementwise.ts';
import { reshape } from '../basic/shape.ts';
import { requireDType, requireOption, requireShape } from '../check.ts';
import { meanOfPositions } from './moments.ts';
import { standardize } from './standardize.ts';

/** Options of {@link batchNormTraining}. */
export interface BatchNormTrainingOptions {
  /** [C] */
  readonly weight?: Tensor | undefined;
  /** [C] */
  readonly bias?: Tensor | undefined;
  /** 1e-5. */
  readonly epsilon?: number | undefined;
}

/** Options of {@link batchNorm}. */
export interface BatchNormOptions extends BatchNormTrainingOptions {
  /** [C] */
  readonly mean: Tensor;
  /** [C] */
  readonly variance: Tensor;
}

/** A type, not an interface, so that `tidy` takes it for a container of tensors. */
export type BatchNormTraining = {
  /** As x. */
  readonly output: Tensor;
  /** Of the batch: [C]. Nothing flows back through it. */
  readonly mean: Tensor;
  /** Of the batch, unbiased (n - 1), as running statistics take it: [C]. Nothing flows back through it. */
  readonly variance: Tensor;
};

/**
 * (x - mean) / sqrt(variance + epsilon) * weight + bias with statistics that are given. x: [B, ..., C] -> the same.
 * Ioffe and Szegedy 2015, arXiv 1502.03167, algorithm 2.
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`
 */
export function batchNorm(x: Tensor, { mean: centre, variance, weight, bias, epsilon = 1e-5 }: BatchNormOptions): Tensor {
  check(x, { mean: centre, variance, weight, bias });
  return tidy(() => {
    const scale = rsqrt(add(variance, epsilon)); // [C]
    const scaled = mul(sub(x, centre), weight === undefined ? scale : mul(scale, weight));
    return bias === undefined ? scaled : add(scaled, bias);
  });
}

/**
 * The same with the batch's own mean and biased variance, through which the gradient flows, and what the running statistics
 * take from the batch. Algorithm 1.
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `OPTIONS_INVALID` when a channel has one value only
 */
export function batchNormTraining(x: Tensor, { weight, bias, epsilon = 1e-5 }: BatchNormTrainingOptions = {}): BatchNormTraining {
  check(x, { weight, bias });
  const channels = x.shape.at(-1) as number;
  const count = x.size / channels;
  requireOption('batchNormTraining', 'the number of values a channel', count > 1, 'more than 1', count);
  return tidy(() => {
    const rows = (given: Tensor): Tensor => reshape(given, [1, count, channels]); // [B, ..., C] -> [1, N, C]
    let statistics: Omit<BatchNormTraining, 'output'> | undefined;
    const output = fused({
      kernel: 'FigmentBatchNorm',
      inputs: { x, weight, bias },
      attrs: { epsilon },
      observe: ([mean, , variance]) => { statistics = { mean: clone(mean as Tensor), variance: clone(variance as Tensor) }; },
      reference: (given) => tidy(() => reshape(standardize(rows(given.x), { groups: channels, weight: given.weight, bias: given.bias, epsilon }), x.shape)),
    });
    return { output, ...(statistics ?? statisticsOf(rows(stopGradient(x)))) };
  });
}

/** Of each channel. rows: [1, N, C] */
function statisticsOf(rows: Tensor): Omit<BatchNormTraining, 'output'> {
  const [, count, channels] = rows.shape as [number, number, number];
  const centre = meanOfPositions(rows); // [1, 1, C]
  const spread = mul(meanOfPositions(square(sub(rows, centre))), count / (count - 1));
  return { mean: reshape(centre, [channels]), variance: reshape(spread, [channels]) };
}

function check(x: Tensor, vectors: Readonly<Record<string, Tensor | undefined>>): void {
  requireDType('batchNorm', 'x', x, 'float32');
  requireOption('batchNorm', 'the rank of x', x.rank >= 2, 'at least 2', x.rank);
  for (const [name, vector] of Object.entries(vectors)) if (vector !== undefined) requireShape('batchNorm', name, vector, [x.shape.at(-1)]);
}
