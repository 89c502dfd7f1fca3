import { FigmentError, type Tensor } from '@figment/core';
import { add, conv2d, convTranspose2d, matMul, mul, reshape, rsqrt, square, sum, tidy, transpose } from '@figment/core/ops';

import { smoothConvTranspose2d } from './enlarging-conv2d.ts';

/** Options of {@link modulatedConv2d}. */
export interface ModulatedConv2dOptions {
  /** Whether every output map is brought back to the size that it had without the style (true). */
  readonly demodulate?: boolean | undefined;
  /** 2: a transposed convolution of stride 2 (1). */
  readonly up?: 1 | 2 | undefined;
  /** With `up` 2: a low-pass of [1, 3, 3, 1] after it, against checkerboards (false). */
  readonly smooth?: boolean | undefined;
  /** 1e-8. */
  readonly epsilon?: number | undefined;
}

/**
 * A convolution whose kernel is scaled for each picture, an input channel by its style: w'_ijk = s_i w_ijk (eq. 1), then divided by
 * sqrt(sum over i, k of w'^2 + epsilon) (eq. 3). Karras et al. 2020, arXiv:1912.04958, 2.2. As the same kernel for all pictures, since
 * it comes to the same to scale what goes in by the style and what comes out by the divisor.
 * x: [B, H, W, in], kernel: [k, k, in, out] of odd k, style: [B, in] -> [B, H, W, out], or [B, 2 H, 2 W, out]
 *
 * @throws FigmentError `SHAPE_MISMATCH`
 */
export function modulatedConv2d(x: Tensor, kernel: Tensor, style: Tensor, { demodulate = true, up = 1, smooth = false, epsilon = 1e-8 }: ModulatedConv2dOptions = {}): Tensor {
  const [batch, channels] = [x.shape[0], x.shape.at(-1)!];
  if (style.rank !== 2 || style.shape[0] !== batch || style.shape[1] !== channels) {
    throw new FigmentError('SHAPE_MISMATCH', `modulatedConv2d: style must have shape [${batch}, ${channels}], got [${style.shape.join(', ')}].`);
  }
  return tidy(() => {
    const modulated = mul(x, reshape(style, [batch, 1, 1, channels]));
    const padding = kernel.shape[0] >> 1;
    const y = up === 1 ? conv2d(modulated, kernel, { padding }) : enlarged(modulated, transpose(kernel, [0, 1, 3, 2]), smooth); // [k, k, in, out] -> [k, k, out, in]
    return demodulate ? mul(y, reshape(demodulation(kernel, style, epsilon), [batch, 1, 1, -1])) : y;
  });
}

/** 1 / sqrt(sum over i, k of (s_i w_ijk)^2 + epsilon): [B, out]. */
function demodulation(kernel: Tensor, style: Tensor, epsilon: number): Tensor {
  return rsqrt(add(matMul(square(style), sum(square(kernel), [0, 1])), epsilon));
}

/** kernel: [k, k, out, in]. */
function enlarged(x: Tensor, kernel: Tensor, smooth: boolean): Tensor {
  return smooth ? smoothConvTranspose2d(x, kernel) : convTranspose2d(x, kernel, { stride: 2, padding: kernel.shape[0] >> 1, outputPadding: 1 });
}
