import { inverseCdf, type Key, uniformArray } from '@figment/core/random';

/**
 * What losses were at each time: times whose losses are large are drawn more often, and count less, so that the sum stays the same on
 * average (Nichol and Dhariwal 2021, "Improved denoising diffusion", arXiv:2102.09672, eq. 18). A value: recording gives a new one.
 */
export interface LossHistory {
  readonly steps: number;
  /** Losses kept for each time. */
  readonly depth: number;
  /** [T, depth], the latest last. */
  readonly losses: Float32Array;
  /** How many were recorded, at most depth, [T]. */
  readonly counts: Uint16Array;
}

/** Nothing recorded yet. */
export function emptyLossHistory(steps: number, depth = 10): LossHistory {
  return { steps, depth, losses: new Float32Array(steps * depth), counts: new Uint16Array(steps) };
}

/** With the losses of a batch added; times are rounded down. */
export function recordLosses(history: LossHistory, times: ArrayLike<number>, losses: ArrayLike<number>): LossHistory {
  const { steps, depth } = history;
  const next = { steps, depth, losses: history.losses.slice(), counts: history.counts.slice() };
  for (let i = 0; i < times.length; i++) {
    const time = Math.floor(times[i]!);
    const row = next.losses.subarray(time * depth, (time + 1) * depth);
    row.copyWithin(0, 1);
    row[depth - 1] = losses[i]!;
    next.counts[time] = Math.min(next.counts[time]! + 1, depth);
  }
  return next;
}

/** Times and what their losses are multiplied by. */
export interface ImportanceDraw {
  readonly times: Float64Array;
  /** 1 / (T p_t). */
  readonly weights: Float64Array;
}

/** p_t ~ sqrt(mean of squared losses), mixed with a little of the uniform; uniform until every time has all its losses. */
export function importanceOf({ steps, depth, losses, counts }: LossHistory, uniformPart = 0.001): Float64Array {
  if (counts.some((count) => count < depth)) return new Float64Array(steps).fill(1 / steps);
  const roots = Float64Array.from({ length: steps }, (_, time) => Math.hypot(...losses.subarray(time * depth, (time + 1) * depth)));
  const total = roots.reduce((sum, root) => sum + root, 0);
  return roots.map((root) => (1 - uniformPart) * (total > 0 ? root / total : 1 / steps) + uniformPart / steps);
}

/** Times by what losses were. */
export function drawByImportance(key: Key, count: number, history: LossHistory): ImportanceDraw {
  const probabilities = importanceOf(history);
  const times = Float64Array.from(uniformArray(key, count), (u) => inverseCdf(probabilities, u));
  return { times, weights: times.map((time) => 1 / (history.steps * probabilities[time]!)) };
}
