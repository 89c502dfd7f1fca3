import { endsWith } from './ends-with.ts';
import type { LogitsRule } from './rule.ts';

/** No run of `size` ids comes twice, prompt included: Paulus et al. 2018, arXiv:1705.04304, section 2.5. */
export function noRepeatNgram(size: number): LogitsRule {
  return (logits, { ids }) => {
    for (let end = size - 1; end < ids.length; end++) {
      if (endsWith(ids, ids, end, size - 1)) logits[ids[end]!] = -Infinity;
    }
  };
}
