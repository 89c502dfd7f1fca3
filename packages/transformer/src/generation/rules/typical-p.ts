import { largest } from '../largest.ts';
import { logSumExp } from '../log-softmax.ts';
import { entropyOf } from './entropy.ts';
import { removeBelow } from './keep.ts';
import { nucleus } from './nucleus.ts';
import type { LogitsRule } from './rule.ts';

/**
 * Locally typical sampling: the tokens whose surprise, -ln p, is nearest to what is expected, the entropy, until their probabilities reach
 * `mass`. Meister et al. 2022, arXiv:2202.00666, eq. 10.
 */
export function typicalP(mass: number, least = 1): LogitsRule {
  return (logits) => {
    const expected = entropyOf(logits) - logSumExp(logits);
    const nearness = Float64Array.from(logits, (logit) => -Math.abs(logit + expected));
    const farthest = nearness[nucleus(nearness, logits, mass, 1).at(-1) ?? 0]!;
    removeBelow(logits, farthest, largest(nearness, least), nearness);
  };
}
