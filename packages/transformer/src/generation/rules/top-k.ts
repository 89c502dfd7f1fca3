import { largest } from '../largest.ts';
import { removeBelow } from './keep.ts';
import type { LogitsRule } from './rule.ts';

/** Only the `count` likeliest, and those just as likely as the last: Fan et al. 2018, arXiv:1805.04833, section 5.4. */
export function topK(count: number, least = 1): LogitsRule {
  return (logits) => {
    const kept = largest(logits, Math.max(count, least));
    removeBelow(logits, logits[kept.at(-1) ?? 0]!, kept);
  };
}
