import type { GenerationPlan } from './generate.ts';
import type { RuleFacts } from './rules/chain.ts';
import { runsOf } from './text/text-runs.ts';

/** What rules need to know of a generation. */
export function ruleFacts<State extends object>({ model, ends, tokenizer, constraint }: GenerationPlan<State>): RuleFacts {
  const size = tokenizer?.vocabularySize ?? Infinity;
  return {
    ends,
    spellable: size < model.vocabulary ? size : undefined,
    isConstrained: constraint !== undefined,
    runs: (text) => (tokenizer === undefined ? [] : runsOf(tokenizer, text)),
  };
}
