import type { Tensor } from '@figment/core';

import { combine } from '../combine.ts';
import type { SolverState } from './scheduler.ts';

/** A grid as Heun's method visits it: each stop but the first twice, at the end of one step and at the start of the next. */
export function twice<Item>(items: readonly Item[], tail = 0): Item[] {
  return items.flatMap((item, i) => (i === 0 || i >= items.length - tail ? [item] : [item, item]));
}

/** Where the steps of a method of two calls begin. */
export function evenCalls(calls: number): number[] {
  return Array.from({ length: Math.ceil(calls / 2) }, (_, k) => 2 * k);
}

/**
 * A call of Heun's method, x_{n+1} = x_n + dt (d_n + d'_{n+1}) / 2 (EDM, arXiv:2206.00364, algorithm 1): even calls go along the first
 * slope, odd ones go back and go along the mean of both. The last step is Euler's.
 *
 * @param slope dx / dsigma where this call is.
 * @param ahead Of an even call: where it starts, and where its slope leads.
 * @param dt From the step's start to its end.
 */
export function heunCall(state: SolverState, ahead: { readonly start: Tensor; readonly end: Tensor } | undefined, clean: Tensor, slope: Tensor, dt: number): SolverState {
  if (ahead !== undefined) return { x: ahead.end, clean, history: [slope, ahead.start] };
  const [first, from] = state.history as [Tensor, Tensor];
  return { x: combine([1, from], [dt / 2, first], [dt / 2, slope]), clean, history: [] };
}
