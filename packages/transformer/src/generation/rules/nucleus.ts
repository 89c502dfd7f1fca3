import { largest } from '../largest.ts';
import { logSumExp } from '../log-softmax.ts';
import type { Row } from './rule.ts';

/**
 * The ids of highest score that together have probability `mass`, the one that crosses it among them, `least` at least; best first. As many
 * are put in order as it takes.
 */
export function nucleus(scores: Row, logits: Row, mass: number, least: number): Int32Array {
  const normalizer = logSumExp(logits);
  for (let count = 64; ; count *= 8) {
    const order = largest(scores, Math.max(count, least));
    let before = 0, kept = 0;
    while (kept < order.length && (kept < least || before < mass)) before += Math.exp(logits[order[kept++]!]! - normalizer);
    if (kept < order.length || order.length === scores.length) return order.subarray(0, kept);
  }
}
