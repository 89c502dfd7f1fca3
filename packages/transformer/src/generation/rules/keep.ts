import type { Row } from './rule.ts';

/** Removes the ids whose score (the logit itself, if no others are given) lies below `cutoff`, but none of `spared`. Rounding removes nothing that lies at it. */
export function removeBelow(logits: Row, cutoff: number, spared: Int32Array, scores = logits): void {
  const kept = Float64Array.from(spared, (id) => logits[id]!);
  for (let id = 0; id < logits.length; id++) if (scores[id]! < cutoff - 1e-9) logits[id] = -Infinity;
  spared.forEach((id, i) => { logits[id] = kept[i]!; });
}

/** Removes all ids but `kept`. */
export function keepIds(logits: Row, kept: Int32Array): void {
  removeBelow(logits, Infinity, kept);
}
