import { logSumExp } from '../log-softmax.ts';
import { entropyOf } from './entropy.ts';
import { nucleus } from './nucleus.ts';
import type { LogitsRule } from './rule.ts';

/**
 * Locally typical sampling: the tokens whose surprise, -ln p, is nearest to what is expected, the entropy, until their probabilities reach
 * `mass`. Meister et al. 2022, arXiv:2202.00666, eq. 10.
 */
export function typicalP(mass: number, least = 1): LogitsRule {
  return (logits) => {
    const expected = entropyOf(logits);
    const normalizer = logSumExp(logits);
    const nearness = Float64Array.from(logits, (logit) => -Math.abs(normalizer - logit - expected));
    const farthest = nearness[nucleus(nearness, logits, mass, least).at(-1) ?? 0]!;
    for (let id = 0; id < logits.length; id++) if (nearness[id]! < farthest) logits[id] = -Infinity;
  };
}
