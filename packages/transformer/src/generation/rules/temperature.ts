import type { LogitsRule } from './rule.ts';

/** Below 1 sharpens, above 1 flattens: Ackley et al. 1985, "A learning algorithm for Boltzmann machines". */
export function temperature(value: number): LogitsRule {
  return (logits) => {
    for (let id = 0; id < logits.length; id++) logits[id]! /= value;
  };
}
