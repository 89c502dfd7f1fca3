import { largest } from '../largest.ts';
import { removeBelow } from './keep.ts';
import type { LogitsRule } from './rule.ts';

/** Tokens at least `part` as likely as the likeliest: Nguyen et al. 2024, arXiv:2407.01082, section 3. */
export function minP(part: number, least = 1): LogitsRule {
  return (logits) => {
    const spared = largest(logits, least);
    removeBelow(logits, logits[spared[0] ?? 0]! + Math.log(part), spared);
  };
}
