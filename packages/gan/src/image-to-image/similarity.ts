import type { Tensor } from '@figment/core';
import { abs, divNoNan, max, mean, min, psnr, ssim, sub, unsigned, withoutGradient } from '@figment/core/ops';

/** Pixels a side that structure is compared in. */
const SSIM_WINDOW = 7;

/**
 * How near translated pictures are to what they should be: [B, H, W, C] in [-1, 1] both.
 *
 * @returns means over pictures: `psnr` in decibels; `ssim`, 1 = the same structure (not of pictures below 7 pixels); `saturation`, how
 * colourful they are compared with what they should be: below 1 = washed out
 */
export function similarity(made: Tensor, target: Tensor): Readonly<Record<string, Tensor>> {
  return withoutGradient(() => {
    const [a, b] = [unsigned(made), unsigned(target)];
    const [, height, width, channels] = a.shape as [number, number, number, number];
    return {
      psnr: mean(psnr(a, b)),
      ...(Math.min(height, width) >= SSIM_WINDOW && { ssim: mean(ssim(a, b)) }),
      ...(channels === 3 && { saturation: divNoNan(saturationOf(a), saturationOf(b)) }),
    };
  });
}

/** How colourful pictures [B, H, W, 3] are: the largest channel less the smallest, a scalar. */
function saturationOf(pictures: Tensor): Tensor {
  return mean(sub(max(pictures, 3), min(pictures, 3)));
}

/** Mean distance of pixels: a scalar. */
export function distance(a: Tensor, b: Tensor): Tensor {
  return mean(abs(sub(a, b)));
}
