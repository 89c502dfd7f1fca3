import { expm1, greater, relu, tidy, where, zerosLike } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { fused } from '../autodiff/fused.ts';
import { mul } from '../basic/arithmetic.ts';
import { throughSlopes } from './slopes.ts';

export { relu };

/** x where x > 0, else slope * x. Maas et al. 2013. */
export function leakyRelu(x: Tensor, { slope = 0.01 }: { readonly slope?: number | undefined } = {}): Tensor {
  return fused({
    kernel: 'FigmentLeakyRelu',
    inputs: { x },
    attrs: { slope },
    reference: ({ x: given }) => tidy(() => where(greater(given, 0), given, mul(given, slope))),
    gradient: (dy, { x: given }) => ({ x: () => throughSlopes(dy, given, slope) }),
  });
}

/** x where x > 0, else alpha * (e^x - 1). Clevert et al. 2015, arXiv 1511.07289, eq. 15. */
export function elu(x: Tensor, { alpha = 1 }: { readonly alpha?: number | undefined } = {}): Tensor {
  return tidy(() => {
    const isPositive = greater(x, 0);
    // Zeros keep the branch that is not taken finite, and so its gradient.
    return where(isPositive, x, mul(expm1(where(isPositive, zerosLike(x), x)), alpha));
  });
}

/** Self-normalising: scale * elu(x) with alpha. Klambauer et al. 2017, arXiv 1706.02515, eq. 2. */
export function selu(x: Tensor): Tensor {
  return tidy(() => mul(elu(x, { alpha: 1.6732632423543772 }), 1.0507009873554805));
}
