/**
 * Convolutions of pictures that are doubled first. Doubling is a convolution too, of the pixels with zeros between them, and two
 * convolutions are one, of the convolved kernels: a transposed convolution, for which nothing of the doubled size has to be made but the
 * result. Its weights are those of the convolution of the doubled picture.
 */
import type { Tensor } from '@figment/core';
import { add, convTranspose2d, div, pad, reverse, tidy, transpose } from '@figment/core/ops';

/**
 * Every pixel becomes four, then they are convolved, padded to keep the size.
 * x: [B, H, W, in], kernel: [3, 3, in, out], bias: [out] -> [B, 2 H, 2 W, out]
 */
export function doubledConv2d(x: Tensor, kernel: Tensor, bias?: Tensor): Tensor {
  return tidy(() => {
    const turned = transpose(reverse(kernel, [0, 1]), [0, 1, 3, 2]); // [3, 3, in, out] -> [3, 3, out, in]
    return convTranspose2d(x, paired(paired(turned, 0), 1), { bias, stride: 2, padding: 1 });
  });
}

/**
 * A transposed convolution of stride 2 and a low-pass of [1, 3, 3, 1] after it, against checkerboards. Karras et al. 2019,
 * arXiv:1812.04948, appendix C.
 * x: [B, H, W, in], kernel: [k, k, out, in] of odd k -> [B, 2 H, 2 W, out]
 */
export function smoothConvTranspose2d(x: Tensor, kernel: Tensor): Tensor {
  // [1, 3, 3, 1] is [1, 1] three times, and over 4 along each axis as bright on twice as many pixels.
  const lowPassed = (taps: Tensor, axis: 0 | 1): Tensor => div(paired(paired(paired(taps, axis), axis), axis), 4);
  return tidy(() => convTranspose2d(x, lowPassed(lowPassed(kernel, 0), 1), { stride: 2, padding: (kernel.shape[0] >> 1) + 1 }));
}

/** Convolved along an axis with [1, 1]: longer by one. */
function paired(kernel: Tensor, axis: 0 | 1): Tensor {
  const shifted = (by: 0 | 1): Tensor => pad(kernel, [0, 1, 2, 3].map((each): [number, number] => (each === axis ? [by, 1 - by] : [0, 0])));
  return add(shifted(0), shifted(1));
}
