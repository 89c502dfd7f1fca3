import { largest } from '../largest.ts';
import { keepFrom } from './keep.ts';
import type { LogitsRule } from './rule.ts';

/** Tokens at least `part` as likely as the likeliest: Nguyen et al. 2024, arXiv:2407.01082, section 3. */
export function minP(part: number, least = 1): LogitsRule {
  return (logits) => { keepFrom(logits, logits[largest(logits, 1)[0] ?? 0]! + Math.log(part), least); };
}
