import type { Tensor } from '@figment/core';
import { dispose, mul, tidy } from '@figment/core/ops';

import type { SamplingPlan } from '../schedulers/scheduler.ts';

/**
 * Where a plan leads to from unit normal noise [B, ...], without drawing anything on the way. The tensor is the caller's.
 *
 * @param predict what the network says of x at a time; `clean` is what it took the sample to be a step before
 */
export function followPlan(plan: SamplingPlan, predict: (x: Tensor, time: number, clean: Tensor | undefined) => Tensor, noise: Tensor): Tensor {
  let state: { x: Tensor; clean?: Tensor; history: Tensor[] } = { x: tidy(() => mul(noise, plan.initialScale)), history: [] };
  for (const [i, time] of plan.times.entries()) {
    const next: typeof state = tidy(() => {
      const { x, clean, history } = plan.step(state, predict(plan.scaleInput(state.x, i), time, state.clean), i);
      return { x, ...(clean !== undefined && { clean }), history: [...history] };
    });
    const kept = new Set([next.x, next.clean, ...next.history]);
    dispose([state.x, ...(state.clean === undefined ? [] : [state.clean]), ...state.history].filter((tensor, at, all) => !kept.has(tensor) && all.indexOf(tensor) === at));
    state = next;
  }
  const { x, clean, history } = state;
  const end = tidy(() => x.clone());
  dispose([...new Set([x, ...(clean === undefined ? [] : [clean]), ...history])]);
  return end;
}
