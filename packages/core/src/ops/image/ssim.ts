import { FigmentError } from '../../errors.ts';
import type { Tensor } from '../../tensor.ts';
import { add, div, mul, sub } from '../basic/arithmetic.ts';
import { tidy } from '../basic/memory.ts';
import { mean } from '../basic/reductions.ts';
import { requireRank, requireShape } from '../check.ts';
import { type AxisMap, mapAxes } from './linear-map.ts';

/** Options of {@link ssim}. */
export interface SsimOptions {
  /** What is compared at each place: `uniform`, 7 x 7 pixels alike; `gaussian`, 11 x 11 with sigma 1.5, as the paper has it (uniform). */
  readonly window?: 'uniform' | 'gaussian' | undefined;
}

/** Of pixels in [0, 1]: (K L)^2 with K1 = 0.01, K2 = 0.03. */
const [C1, C2] = [0.01 ** 2, 0.03 ** 2];

/**
 * Structural similarity of each pair of pictures, pixels in [0, 1]: how alike they are in brightness, contrast and pattern, place by place;
 * 1 where they are the same. Wang et al. 2004, "Image quality assessment: from error visibility to structural similarity", eq. 13 and 15.
 * Windows lie within the picture; those that are uniform take the sample covariance, as scikit-image does.
 *
 * @param a [B, H, W, C]
 * @param b [B, H, W, C]
 * @returns [B]
 * @throws FigmentError `SHAPE_MISMATCH` when the pictures are smaller than the window
 */
export function ssim(a: Tensor, b: Tensor, { window = 'uniform' }: SsimOptions = {}): Tensor {
  requireRank('ssim', 'a', a, 4, '[batch, height, width, channels]');
  requireShape('ssim', 'b', b, a.shape);
  const weights = window === 'uniform' ? Array.from({ length: 7 }, () => 1 / 7) : gaussianWeights(5, 1.5);
  const [, height, width] = a.shape as [number, number, number, number];
  if (Math.min(height, width) < weights.length) throw new FigmentError('SHAPE_MISMATCH', `ssim: pictures must be ${weights.length} x ${weights.length} pixels or more, got ${height} x ${width}.`);
  const covarianceScale = window === 'uniform' ? weights.length ** 2 / (weights.length ** 2 - 1) : 1;
  const local = (x: Tensor): Tensor => mapAxes(x, slidingWindows(height, weights), slidingWindows(width, weights)); // [B, H', W', C]
  return tidy(() => {
    const [meanA, meanB] = [local(a), local(b)];
    const covariance = (x: Tensor, y: Tensor, meanX: Tensor, meanY: Tensor): Tensor => mul(sub(local(mul(x, y)), mul(meanX, meanY)), covarianceScale);
    const [varianceA, varianceB] = [covariance(a, a, meanA, meanA), covariance(b, b, meanB, meanB)];
    const brightness = div(add(mul(mul(meanA, meanB), 2), C1), add(add(mul(meanA, meanA), mul(meanB, meanB)), C1));
    const structure = div(add(mul(covariance(a, b, meanA, meanB), 2), C2), add(add(varianceA, varianceB), C2));
    return mean(mul(brightness, structure), [1, 2, 3]);
  });
}

/** One row for each place of a window along an axis. */
function slidingWindows(length: number, weights: readonly number[]): AxisMap {
  return Array.from({ length: length - weights.length + 1 }, (_, start) => Array.from({ length }, (_, i) => weights[i - start] ?? 0));
}

function gaussianWeights(radius: number, sigma: number): readonly number[] {
  const weights = Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-0.5 * ((i - radius) / sigma) ** 2));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
