import type { NoiseProcess } from './process.ts';

/**
 * x_t = (1 - sigma) x_0 + sigma e with sigma = t / T: straight lines from data to noise (Lipman et al. 2023, arXiv:2210.02747; Liu et al. 2023,
 * "Flow straight and fast", arXiv:2209.03003). Which times are drawn or visited, not this line, is what a shift changes: {@link shiftTime}.
 */
export function flow(trainingSteps = 1000): NoiseProcess {
  return { kind: 'flow', trainingSteps, at: (time) => ({ alpha: 1 - time / trainingSteps, sigma: time / trainingSteps }) };
}

/**
 * Moves times in [0, 1] towards noise, as larger pictures need: t' = shift t / (1 + (shift - 1) t) (Esser et al. 2024, Stable Diffusion 3,
 * arXiv:2403.03206, eq. 23; shift = sqrt(m / n) for m pixels instead of n).
 */
export function shiftTime(time: number, shift: number): number {
  return (shift * time) / (1 + (shift - 1) * time);
}

/** Options of {@link dynamicShift}; the defaults are those of FLUX.1. */
export interface DynamicShiftOptions {
  /** Of a small picture (256). */
  readonly baseTokens?: number | undefined;
  /** Of a large picture (4,096). */
  readonly maxTokens?: number | undefined;
  /** mu of a small picture (0.5). */
  readonly baseShift?: number | undefined;
  /** mu of a large picture (1.15). */
  readonly maxShift?: number | undefined;
}

/** mu for a picture of so many tokens, on the line through the small and the large picture; the shift is e^mu. */
export function dynamicShift(tokens: number, { baseTokens = 256, maxTokens = 4096, baseShift = 0.5, maxShift = 1.15 }: DynamicShiftOptions = {}): number {
  return baseShift + ((maxShift - baseShift) * (tokens - baseTokens)) / (maxTokens - baseTokens);
}
