import type { Tensor } from '@figment/core';
import { standardDeviation, div, tidy } from '@figment/core/ops';
import * as z from 'zod';

import { combine } from '../combine.ts';
import type { GuidanceDefinition } from './guidance.ts';

/**
 * Away from what is said without the condition: u + scale (c - u) (Ho and Salimans 2022, "Classifier-free diffusion guidance",
 * arXiv:2207.12598, eq. 6, with scale = 1 + w). A negative prompt is another condition in the place of none.
 */
export function guided(unconditional: Tensor, conditional: Tensor, scale: number): Tensor {
  return combine([1 - scale, unconditional], [scale, conditional]);
}

/**
 * Brings the deviation of guided predictions back to that of the conditional ones, sample by sample, and mixes by `rescale` (Lin et al. 2024,
 * arXiv:2305.08891, eq. 15 and 16).
 */
export function rescaled(guided: Tensor, conditional: Tensor, rescale: number): Tensor {
  return tidy(() => {
    const axis = guided.shape.map((_, i) => i).slice(1);
    const ratio = div(standardDeviation(conditional, { axis, keepDims: true }), standardDeviation(guided, { axis, keepDims: true })); // [B, 1, ..., 1]
    return combine([1 - rescale, guided], [combine([rescale, ratio]), guided]);
  });
}

/** Classifier-free guidance, with as much of its contrast taken back as `rescale` says. */
export const classifierFree: GuidanceDefinition = {
  id: 'classifier-free',
  title: 'Classifier-free',
  description: 'Away from what the network would draw without the prompt.',
  options: z.object({}),
  guide({ conditional, unconditional, scale, rescale }) {
    return tidy(() => {
      const strong = guided(unconditional, conditional, scale);
      return rescale === 0 ? strong : rescaled(strong, conditional, rescale);
    });
  },
};
