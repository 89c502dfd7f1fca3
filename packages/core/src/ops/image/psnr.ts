import type { Tensor } from '../../tensor.ts';
import { div, mul, squaredDifference } from '../basic/arithmetic.ts';
import { log } from '../basic/elementwise.ts';
import { maximum } from '../basic/clip.ts';
import { mean } from '../basic/reductions.ts';

/**
 * Peak signal-to-noise ratio of each picture in decibels: -10 log10 of the mean squared error, pixels in [0, 1].
 *
 * @param a [B, H, W, C]
 * @param b [B, H, W, C]
 * @returns [B]; 120 dB at most.
 */
export function psnr(a: Tensor, b: Tensor): Tensor {
  const error = mean(squaredDifference(a, b), [1, 2, 3]);
  return mul(div(log(maximum(error, 1e-12)), Math.LN10), -10);
}
