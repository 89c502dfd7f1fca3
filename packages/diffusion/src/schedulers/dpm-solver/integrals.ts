import type { NoiseLevel } from '../../noise/process.ts';

/** `dpmsolver` integrates over predictions of noise, `dpmsolver++` of the clean sample; `sde-` with new noise on the way. */
export type Algorithm = 'dpmsolver' | 'dpmsolver++' | 'sde-dpmsolver' | 'sde-dpmsolver++';

/** log(alpha / sigma), half the logarithm of the signal-to-noise ratio. */
export const lambdaOf = ({ alpha, sigma }: NoiseLevel): number => Math.log(alpha / sigma);

/** What x and the derivatives of the prediction by lambda are multiplied by over a step. */
export interface StepIntegrals {
  readonly x: number;
  /** The prediction itself. */
  readonly d0: number;
  /** Its first derivative, taken as if the step's middle told all (solver type midpoint). */
  readonly midpoint: number;
  /** Its first derivative (solver type heun). */
  readonly d1: number;
  /** Its second derivative. */
  readonly d2: number;
  readonly noise: number;
}

/**
 * The exact solution of the diffusion equation from s to t is x_s times a number, and an integral over an exponential times the prediction,
 * of which a Taylor series in lambda leaves these numbers; h = lambda_t - lambda_s.
 *
 * - DPM-Solver: Lu et al. 2022, arXiv:2206.00927, eq. 3.4 and appendix B;
 * - DPM-Solver++: Lu et al. 2022, arXiv:2211.01095, eq. 8 and 9, algorithms 1 and 2; with noise: appendix A, eq. 14 to 19.
 */
export function stepIntegrals(algorithm: Algorithm, from: NoiseLevel, to: NoiseLevel): StepIntegrals {
  const h = lambdaOf(to) - lambdaOf(from);
  switch (algorithm) {
    case 'dpmsolver++': {
      const decay = Math.expm1(-h); // e^-h - 1
      const { alpha } = to;
      return { x: to.sigma / from.sigma, d0: -alpha * decay, midpoint: -0.5 * alpha * decay, d1: alpha * (decay / h + 1), d2: -alpha * ((decay + h) / h ** 2 - 0.5), noise: 0 };
    }
    case 'dpmsolver': {
      const growth = Math.expm1(h); // e^h - 1
      const { sigma } = to;
      return { x: to.alpha / from.alpha, d0: -sigma * growth, midpoint: -0.5 * sigma * growth, d1: -sigma * (growth / h - 1), d2: -sigma * ((growth - h) / h ** 2 - 0.5), noise: 0 };
    }
    case 'sde-dpmsolver++': {
      const decay = -Math.expm1(-2 * h); // 1 - e^-2h
      const { alpha, sigma } = to;
      return {
        x: (to.sigma / from.sigma) * Math.exp(-h),
        d0: alpha * decay,
        midpoint: 0.5 * alpha * decay,
        d1: alpha * (decay / (-2 * h) + 1),
        d2: alpha * ((decay - 2 * h) / (2 * h) ** 2 - 0.5),
        noise: sigma * Math.sqrt(Math.max(decay, 0)),
      };
    }
    case 'sde-dpmsolver': {
      const growth = Math.expm1(h);
      const { sigma } = to;
      return {
        x: to.alpha / from.alpha,
        d0: -2 * sigma * growth,
        midpoint: -sigma * growth,
        d1: -2 * sigma * (growth / h - 1),
        d2: -2 * sigma * ((growth - h) / h ** 2 - 0.5),
        noise: sigma * Math.sqrt(Math.max(Math.expm1(2 * h), 0)),
      };
    }
  }
}
