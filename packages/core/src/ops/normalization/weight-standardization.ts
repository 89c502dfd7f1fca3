import { tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { reshape } from '../basic/shape.ts';
import { requireOption } from '../check.ts';
import { standardize } from './standardize.ts';

/**
 * A kernel to mean 0 and (biased) variance 1 for each output channel. weight: [..., in, out] -> the same.
 * Qiao et al. 2019, arXiv 1903.10520, eq. 2.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function standardizeWeight(weight: Tensor, { epsilon = 1e-5 }: { readonly epsilon?: number | undefined } = {}): Tensor {
  requireOption('standardizeWeight', 'the rank of weight', weight.rank >= 2, 'at least 2', weight.rank);
  const out = weight.shape.at(-1) as number;
  return tidy(() => reshape(standardize(reshape(weight, [1, -1, out]), { groups: out, epsilon }), weight.shape));
}
