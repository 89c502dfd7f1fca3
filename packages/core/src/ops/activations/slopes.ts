import { greater, tidy, where, zerosLike } from '@tensorflow/tfjs-core';

import { hasKernel } from '../../backend/kernels.ts';
import type { Tensor } from '../../tensor.ts';
import { customGrad } from '../autodiff/custom-grad.ts';
import { mul } from '../basic/arithmetic.ts';
import { runKernel } from '../run-kernel.ts';

const kernel = 'FigmentLeakyReluGrad';

/**
 * dy where x > 0, else slope * dy: the gradient of a rectifier. It is linear in dy, and as a function of x constant almost everywhere, so
 * that it is its own gradient, of any order.
 */
export function throughSlopes(dy: Tensor, x: Tensor, slope: number): Tensor {
  return customGrad({
    inputs: [dy],
    constants: [x],
    forward: ([given]) => (hasKernel(kernel) ? runKernel(kernel, { x, dy: given }, { slope }) : tidy(() => where(greater(x, 0), given, slope === 0 ? zerosLike(given) : mul(given, slope)))),
    gradient: ({ upstream, constants: [signs] }) => [throughSlopes(upstream, signs as Tensor, slope)],
  });
}
