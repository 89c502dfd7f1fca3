import type { LogitsRule } from './rule.ts';

/** Divides the positive logits of every id that stands in the text, prompt included, and multiplies the negative ones: Keskar et al. 2019, arXiv:1909.05858, section 4.1. */
export function repetitionPenalty(penalty: number): LogitsRule {
  return forEachSeen((logits, id) => { logits[id]! *= logits[id]! < 0 ? penalty : 1 / penalty; }, 'all');
}

/** Takes `presence` from every id that was written, and `frequency` for each time that it was, as OpenAI's interface does. */
export function countPenalty({ presence, frequency }: { readonly presence: number; readonly frequency: number }): LogitsRule {
  return forEachSeen((logits, id, count) => { logits[id]! -= presence + count * frequency; }, 'written');
}

function forEachSeen(change: (logits: Parameters<LogitsRule>[0], id: number, count: number) => void, which: 'all' | 'written'): LogitsRule {
  let counts = new Int32Array(0);
  return (logits, { ids, promptLength }) => {
    if (counts.length !== logits.length) counts = new Int32Array(logits.length);
    const from = which === 'all' ? 0 : promptLength;
    for (let i = from; i < ids.length; i++) counts[ids[i]!]!++;
    for (let i = from; i < ids.length; i++) {
      const count = counts[ids[i]!]!;
      if (count > 0) change(logits, ids[i]!, count);
      counts[ids[i]!] = 0;
    }
  };
}
