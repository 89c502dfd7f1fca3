import { endsWith } from './ends-with.ts';
import type { LogitsRule } from './rule.ts';

/** Added to the last id of a run of ids, where the text ends with those before it: -Infinity bans the run. */
export function sequenceBias(biases: readonly (readonly [ids: readonly number[], bias: number])[]): LogitsRule {
  return (logits, { ids }) => {
    for (const [run, bias] of biases) {
      const last = run.length - 1;
      if (endsWith(ids, run, last, last)) logits[run[last]!]! += bias;
    }
  };
}
