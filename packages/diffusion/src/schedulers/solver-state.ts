import type { Tensor } from '@figment/core';
import { tidy } from '@figment/core/ops';

import type { SolverState } from './scheduler.ts';

/** What `make` says comes after a state, whose tensors are freed but for those that stay. They are the caller's. */
export function advance(state: SolverState, make: () => SolverState): SolverState {
  const next = tidy(() => plain(make()));
  freeExcept(state, tensorsOf(next));
  return next;
}

/** The sample at the end of a way; all of its last state is freed. The tensor is the caller's. */
export function endOf(state: SolverState): Tensor {
  const end = tidy(() => state.x.clone());
  freeExcept(state, []);
  return end;
}

/** As `tidy` sees the tensors in it: plain containers. */
function plain({ x, clean, history }: SolverState): { x: Tensor; clean?: Tensor; history: Tensor[] } {
  return { x, ...(clean !== undefined && { clean }), history: [...history] };
}

function tensorsOf({ x, clean, history }: SolverState): readonly Tensor[] {
  return [x, ...(clean === undefined ? [] : [clean]), ...history];
}

function freeExcept(state: SolverState, kept: readonly Tensor[]): void {
  const stay = new Set(kept);
  for (const tensor of new Set(tensorsOf(state))) if (!stay.has(tensor)) tensor.dispose();
}
