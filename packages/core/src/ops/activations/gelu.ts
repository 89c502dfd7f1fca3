import { erf, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { fused } from '../autodiff/fused.ts';
import { add, div, mul } from '../basic/arithmetic.ts';
import { sigmoid, square, tanh } from '../basic/elementwise.ts';

/** Options of {@link gelu}. */
export interface GeluOptions {
  /** `none`: x * Phi(x) with the error function; `tanh`: the approximation of GPT-2 (none). */
  readonly approximate?: 'none' | 'tanh' | undefined;
}

/** Gaussian error linear unit, of any shape. Hendrycks and Gimpel 2016, arXiv 1606.08415, section 2. */
export function gelu(x: Tensor, { approximate = 'none' }: GeluOptions = {}): Tensor {
  return fused({ kernel: 'FigmentGelu', inputs: { x }, attrs: { approximate }, reference: (given) => (approximate === 'tanh' ? tanhGelu(given.x) : erfGelu(given.x)) });
}

function erfGelu(x: Tensor): Tensor {
  return tidy(() => mul(mul(x, 0.5), add(erf(div(x, Math.SQRT2)), 1)));
}

/** 0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))). */
function tanhGelu(x: Tensor): Tensor {
  return tidy(() => {
    const inner = mul(mul(x, add(mul(square(x), 0.044715), 1)), Math.sqrt(2 / Math.PI));
    return mul(mul(x, 0.5), add(tanh(inner), 1));
  });
}

/** x * sigmoid(1.702 x), the other approximation of Hendrycks and Gimpel 2016; what CLIP uses. */
export function quickGelu(x: Tensor): Tensor {
  return tidy(() => mul(x, sigmoid(mul(x, 1.702))));
}
