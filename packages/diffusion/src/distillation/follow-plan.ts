import type { Tensor } from '@figment/core';
import { mul, tidy } from '@figment/core/ops';

import type { SamplingPlan, SolverState } from '../schedulers/scheduler.ts';
import { advance, endOf } from '../schedulers/solver-state.ts';

/**
 * Where a plan leads to from unit normal noise [B, ...], without drawing anything on the way. The tensor is the caller's.
 *
 * @param predict what the network says of x at a time; `clean` is what it took the sample to be a step before
 */
export function followPlan(plan: SamplingPlan, predict: (x: Tensor, time: number, clean: Tensor | undefined) => Tensor, noise: Tensor): Tensor {
  let state: SolverState = { x: tidy(() => mul(noise, plan.initialScale)), history: [] };
  for (const [i, time] of plan.times.entries()) {
    const before = state;
    state = advance(before, () => plan.step(before, predict(plan.scaleInput(before.x, i), time, before.clean), i));
  }
  return endOf(state);
}
