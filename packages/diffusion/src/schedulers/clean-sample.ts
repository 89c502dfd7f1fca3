import type { Tensor } from '@figment/core';
import { abs, clip, div, maximum, minimum, neg, reshape, slice, tidy, topK } from '@figment/core/ops';

import { combine } from '../combine.ts';
import { cleanMix, type Mix, type Prediction } from '../noise/prediction.ts';
import type { NoiseLevel } from '../noise/process.ts';

/** Bounds of what is taken for the clean sample; see options.ts. */
export interface CleanBounds {
  readonly clipSample?: boolean | undefined;
  readonly clipSampleRange?: number | undefined;
  readonly thresholding?: boolean | undefined;
  readonly dynamicThresholdingRatio?: number | undefined;
  readonly sampleMaxValue?: number | undefined;
}

/** x_0 by a prediction at a noise level, kept in bounds. */
export function cleanSample(kind: Prediction, prediction: Tensor, x: Tensor, level: NoiseLevel, bounds: CleanBounds = {}): Tensor {
  return tidy(() => bounded(mixed(cleanMix(kind, level), prediction, x), bounds));
}

/** mix.x x + mix.prediction p. */
export function mixed(mix: Mix, prediction: Tensor, x: Tensor): Tensor {
  return combine([mix.x, x], [mix.prediction, prediction]);
}

function bounded(clean: Tensor, { clipSample, clipSampleRange = 1, thresholding, dynamicThresholdingRatio = 0.995, sampleMaxValue = 1 }: CleanBounds): Tensor {
  if (thresholding === true) return dynamicallyThresholded(clean, dynamicThresholdingRatio, sampleMaxValue);
  return clipSample === true ? clip(clean, -clipSampleRange, clipSampleRange) : clean;
}

/**
 * Cut at the quantile s of the sizes of its values (from 1 to `largest`) and divided by s: values that are too large don't all end up at
 * the edge (Saharia et al. 2022, Imagen, arXiv:2205.11487, section 2.3 and figure A.10).
 */
function dynamicallyThresholded(x: Tensor, ratio: number, largest: number): Tensor {
  const batch = x.shape[0];
  const flat = reshape(x, [batch, -1]); // [B, ...] -> [B, N]
  const place = ratio * (flat.shape[1]! - 1);
  const low = Math.floor(place);
  const top = topK(abs(flat), flat.shape[1]! - low).values; // from the largest down to the one at `low`
  const fromLow = (i: number) => slice(top, [0, Math.max(top.shape[1]! - 1 - i, 0)], [batch, 1]);
  const quantile = combine([1 - (place - low), fromLow(0)], [place - low, fromLow(1)]);
  const bound = minimum(maximum(quantile, 1), largest);
  return reshape(div(minimum(maximum(flat, neg(bound)), bound), bound), x.shape);
}

/** Networks that also say a variance have it in the second half of their channels: [..., 2C] -> [..., C] and [..., C]. */
export function splitVariance(prediction: Tensor, x: Tensor): { readonly mean: Tensor; readonly variance?: Tensor } {
  const channels = x.shape.at(-1)!;
  if (prediction.shape.at(-1) !== 2 * channels) return { mean: prediction };
  const half = (start: number) => slice(prediction, [...Array<number>(x.rank - 1).fill(0), start], [...x.shape]);
  return { mean: half(0), variance: half(channels) };
}
