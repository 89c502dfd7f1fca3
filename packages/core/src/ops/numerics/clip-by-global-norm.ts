import { minimum, scalar, stack, sum, tidy } from '@tensorflow/tfjs-core';

import { FigmentError } from '../../errors.ts';
import type { Tensor } from '../../tensor.ts';
import { hasFused, runFused } from '../autodiff/fused.ts';
import { isRecording } from '../autodiff/tape.ts';
import { add, div, mul } from '../basic/arithmetic.ts';
import { sqrt, square } from '../basic/elementwise.ts';

/** The Euclidean norm of all values of all tensors, as one vector. -> [] */
export function globalNorm(tensors: readonly Tensor[]): Tensor {
  if (tensors.length === 0) return scalar(0);
  if (!isRecording() && hasFused('FigmentGlobalNorm')) {
    const [norm] = runFused('FigmentGlobalNorm', Object.fromEntries(tensors.map((x, i) => [`x${i}`, x])), { count: tensors.length });
    return norm as Tensor;
  }
  return tidy(() => sqrt(sum(stack(tensors.map((x) => sum(square(x)))))));
}

/**
 * Scales all tensors by min(1, maxNorm / (norm + 1e-6)), so that their global norm is at most `maxNorm` and their
 * direction stays. Pascanu et al. 2013, "On the difficulty of training recurrent neural networks", arXiv 1211.5063,
 * algorithm 1, with PyTorch's 1e-6. Nothing is read back from the device.
 *
 * @returns the scaled tensors in their order, and the norm before clipping: [].
 * @throws FigmentError `INPUT_INVALID` when maxNorm is not positive.
 */
export function clipByGlobalNorm(tensors: readonly Tensor[], maxNorm: number): { readonly clipped: Tensor[]; readonly norm: Tensor } {
  if (!(maxNorm > 0)) throw new FigmentError('INPUT_INVALID', `maxNorm must be positive, got ${maxNorm}.`);
  return tidy(() => {
    const norm = globalNorm(tensors);
    const scale = clipScale(norm, maxNorm);
    return { clipped: tensors.map((x) => mul(x, scale)), norm };
  });
}

/** What {@link clipByGlobalNorm} multiplies with. norm: [] -> [] */
export function clipScale(norm: Tensor, maxNorm: number): Tensor {
  return tidy(() => minimum(div(maxNorm, add(norm, 1e-6)), 1));
}
