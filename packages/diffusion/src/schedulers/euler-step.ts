import type { Tensor } from '@figment/core';

import { combine } from '../combine.ts';
import type { SolverState } from './scheduler.ts';

/** Options of {@link churned}; see options.ts. */
export interface ChurnOptions {
  readonly sChurn: number;
  readonly sTmin: number;
  readonly sTmax: number | null;
  readonly sNoise: number;
}

/** The noise level that a step raises x to before it goes down (Karras et al. 2022, EDM, arXiv:2206.00364, algorithm 2, lines 4 to 6). */
export function churnedSigma(sigma: number, steps: number, { sChurn, sTmin, sTmax }: ChurnOptions): number {
  const gamma = sigma >= sTmin && sigma <= (sTmax ?? Infinity) ? Math.min(sChurn / steps, Math.SQRT2 - 1) : 0;
  return sigma * (1 + gamma);
}

/** x with as much noise as `raised`, where it had as much as `sigma`. */
export function churned(x: Tensor, noise: Tensor | undefined, sigma: number, raised: number, { sNoise }: ChurnOptions): Tensor {
  return noise === undefined || raised === sigma ? x : combine([1, x], [sNoise * Math.sqrt(raised ** 2 - sigma ** 2), noise]);
}

/** Along the straight line through x at `from` and the clean sample at 0, to the noise level `to`: Euler's step of dx / dsigma = (x - x_0) / sigma. */
export function eulerStep(x: Tensor, clean: Tensor, from: number, to: number): Tensor {
  return combine([to / from, x], [1 - to / from, clean]);
}

/** How much of the noise level `to` is drawn anew on the way from `from`, and what is gone down to before (Song et al. 2021, arXiv:2011.13456; k-diffusion). */
export function ancestralSigmas(from: number, to: number): { readonly up: number; readonly down: number } {
  const up = Math.sqrt((to ** 2 * (from ** 2 - to ** 2)) / from ** 2);
  return { up, down: Math.sqrt(Math.max(to ** 2 - up ** 2, 0)) };
}

/** A state that remembers nothing. */
export function forgetful(x: Tensor, clean: Tensor): SolverState {
  return { x, clean, history: [] };
}
