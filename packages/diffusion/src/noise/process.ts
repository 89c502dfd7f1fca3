/**
 * Noise is added to data as x_t = alpha(t) x_0 + sigma(t) e, with e from the unit normal (Kingma et al. 2021, "Variational diffusion
 * models", arXiv:2107.00630, eq. 1). Which alpha and sigma go together is the process:
 *
 * - `variancePreserving`: alpha^2 + sigma^2 = 1 (Ho et al. 2020, DDPM, arXiv:2006.11239; Song et al. 2021, arXiv:2011.13456);
 * - `varianceExploding`: alpha = 1, sigma as large as one likes (Karras et al. 2022, EDM, arXiv:2206.00364);
 * - `flow`: alpha = 1 - sigma, a straight line from data to noise (Lipman et al. 2023, arXiv:2210.02747; Liu et al. 2023, arXiv:2209.03003).
 */
export type ProcessKind = 'variancePreserving' | 'varianceExploding' | 'flow';

/** How much is left of the data, and how much noise there is. */
export interface NoiseLevel {
  readonly alpha: number;
  readonly sigma: number;
  /** sigma_data: the standard deviation of the data, which velocity is measured in (1). */
  readonly dataDeviation?: number | undefined;
}

/** A way to noise data. A pure value: nothing in it changes. */
export interface NoiseProcess {
  readonly kind: ProcessKind;
  /** T: times go from 0 (data) to T (noise), unless `timeRange` says otherwise; a denoiser is told times of this scale. 1,000 by custom. */
  readonly trainingSteps: number;
  /** The times of the least and the most noise, where they are not 0 and T. */
  readonly timeRange?: readonly [number, number] | undefined;
  /** time: any number in [0, T); where the process is a table, what lies between two entries is interpolated in log(sigma / alpha). */
  at(time: number): NoiseLevel;
}
