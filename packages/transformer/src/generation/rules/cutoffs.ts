import { logSumExp } from '../log-softmax.ts';
import { entropyOf } from './entropy.ts';
import { keepFrom } from './keep.ts';
import type { LogitsRule } from './rule.ts';

/** Tokens of probability `epsilon` or more: Hewitt et al. 2022, arXiv:2210.15191, section 3.1. */
export function epsilonCutoff(epsilon: number, least = 1): LogitsRule {
  return (logits) => { keepFrom(logits, logSumExp(logits) + Math.log(epsilon), least); };
}

/** The same with a threshold that falls with the entropy, min(epsilon, sqrt(epsilon) exp(-entropy)): section 3.3, with alpha = sqrt(epsilon). */
export function etaCutoff(epsilon: number, least = 1): LogitsRule {
  return (logits) => {
    const eta = Math.min(Math.log(epsilon), Math.log(epsilon) / 2 - entropyOf(logits));
    keepFrom(logits, logSumExp(logits) + eta, least);
  };
}
