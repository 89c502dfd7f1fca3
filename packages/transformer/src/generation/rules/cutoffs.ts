import { largest } from '../largest.ts';
import { logSumExp } from '../log-softmax.ts';
import { entropyOf } from './entropy.ts';
import { removeBelow } from './keep.ts';
import type { LogitsRule, Row } from './rule.ts';

/** Tokens of probability `epsilon` or more: Hewitt et al. 2022, arXiv:2210.15191, section 3.1. */
export function epsilonCutoff(epsilon: number, least = 1): LogitsRule {
  return (logits) => { removeUnlikely(logits, Math.log(epsilon), least); };
}

/** The same with a threshold that falls with the entropy, min(epsilon, sqrt(epsilon) exp(-entropy)): section 3.3, with alpha = sqrt(epsilon). */
export function etaCutoff(epsilon: number, least = 1): LogitsRule {
  return (logits) => { removeUnlikely(logits, Math.min(Math.log(epsilon), Math.log(epsilon) / 2 - entropyOf(logits)), least); };
}

/** Those just as likely as the last of the `least` stay with it. */
function removeUnlikely(logits: Row, logProbability: number, least: number): void {
  const spared = largest(logits, least);
  removeBelow(logits, Math.min(logSumExp(logits) + logProbability, logits[spared.at(-1) ?? 0]!), spared);
}
