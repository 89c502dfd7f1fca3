import type { LogitsRule } from './rule.ts';

/** No end before `count` tokens were written. */
export function minTokens(count: number, ends: readonly number[]): LogitsRule {
  return (logits, { ids, promptLength }) => {
    if (ids.length - promptLength < count) for (const end of ends) logits[end] = -Infinity;
  };
}

/** After `start` written tokens an end grows likelier by a power of `factor`: logit + |logit| (factor^n - 1). */
export function endDecay({ start, factor }: { readonly start: number; readonly factor: number }, ends: readonly number[]): LogitsRule {
  return (logits, { ids, promptLength }) => {
    const over = ids.length - promptLength - start;
    if (over > 0) for (const end of ends) logits[end]! += Math.abs(logits[end]!) * (factor ** over - 1);
  };
}
