import { tidy } from '@figment/core/ops';

import { combine } from '../combine.ts';
import type { NoiseLevel } from '../noise/process.ts';
import type { Grid } from './grids/interpolated-grid.ts';
import type { SamplingPlan, SolverState } from './scheduler.ts';

/** What tells one plan from another; the rest follows. */
export interface PlanParts extends Grid {
  /** How x before call i is made of data and noise. */
  readonly level: (i: number) => NoiseLevel;
  /** 1. */
  readonly initialScale?: number | undefined;
  /** None. */
  readonly draws?: readonly boolean[] | undefined;
  /** All. */
  readonly starts?: readonly number[] | undefined;
  /** What x is multiplied by for the denoiser (1). */
  readonly inputScale?: ((i: number) => number) | undefined;
  /** As {@link SamplingPlan.step}; what it allocates besides is freed. */
  readonly step: (...args: Parameters<SamplingPlan['step']>) => SolverState;
}

/** A plan of its parts. */
export function planOf({ times, sigmas, level, initialScale = 1, draws, starts, inputScale, step }: PlanParts): SamplingPlan {
  return {
    times,
    sigmas,
    initialScale,
    draws: draws ?? times.map(() => false),
    starts,
    scaleInput: (x, i) => combine([inputScale?.(i) ?? 1, x]),
    step: (state, prediction, i, noise) => tidy(() => step(state, prediction, i, noise) as never),
    noised: (clean, noise, i) => combine([level(i).alpha, clean], [level(i).sigma, noise]),
  };
}

/** In the coordinates x / alpha: the level of a ratio sigma / alpha. */
export const explodedLevel = (sigma: number): NoiseLevel => ({ alpha: 1, sigma });

/** alpha^2 + sigma^2 = 1: the level of a ratio sigma / alpha. */
export function preservedLevel(ratio: number): NoiseLevel {
  const alpha = 1 / Math.hypot(ratio, 1);
  return { alpha, sigma: ratio * alpha };
}

/** Of a flow. */
export const flowLevel = (sigma: number): NoiseLevel => ({ alpha: 1 - sigma, sigma });
