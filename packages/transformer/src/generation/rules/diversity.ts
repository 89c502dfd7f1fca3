import type { LogitsRule } from './rule.ts';

/** Hamming diversity: takes `penalty` from an id for each beam of an earlier group that has it at this place. Vijayakumar et al. 2016, arXiv:1610.02424, section 4. */
export function diversityPenalty(penalty: number): LogitsRule {
  return (logits, { taken = [] }) => {
    for (const id of taken) logits[id]! -= penalty;
  };
}
