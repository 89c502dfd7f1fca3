import type { Tensor } from '@figment/core';

/**
 * What a denoiser says of x_t = alpha x_0 + sigma e:
 *
 * - `noise`: e (Ho et al. 2020, arXiv:2006.11239);
 * - `sample`: x_0;
 * - `velocity`: v = alpha e - sigma x_0 (Salimans and Ho 2022, arXiv:2202.00512, appendix D; for processes that preserve variance);
 * - `flow`: u = e - x_0 (Liu et al. 2023, arXiv:2209.03003; Esser et al. 2024, arXiv:2403.03206).
 */
export type Prediction = 'noise' | 'sample' | 'velocity' | 'flow';

/** What a prediction says about the data and about the noise. */
export interface Denoised {
  /** x_0 */
  readonly clean: Tensor;
  /** e */
  readonly noise: Tensor;
}
