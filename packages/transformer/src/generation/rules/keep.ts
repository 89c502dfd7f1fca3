import { largest } from '../largest.ts';
import type { Row } from './rule.ts';

/** Removes what lies below `cutoff`, but never the `least` likeliest. Rounding removes nothing that lies at it. */
export function keepFrom(logits: Row, cutoff: number, least: number): void {
  const spared = logits[largest(logits, least).at(-1) ?? 0]!;
  const lowest = Math.min(cutoff - 1e-9, spared);
  for (let id = 0; id < logits.length; id++) if (logits[id]! < lowest) logits[id] = -Infinity;
}

/** Removes all but `ids`. */
export function keepIds(logits: Row, ids: Int32Array): void {
  const kept = Float64Array.from(ids, (id) => logits[id]!);
  logits.fill(-Infinity);
  ids.forEach((id, i) => { logits[id] = kept[i]!; });
}
