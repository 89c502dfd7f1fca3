import { logSumExp } from '../log-softmax.ts';
import type { Row } from './rule.ts';

/** Of the softmax of logits, in nats. */
export function entropyOf(logits: Row): number {
  const normalizer = logSumExp(logits);
  let entropy = 0;
  for (let id = 0; id < logits.length; id++) {
    const logProbability = logits[id]! - normalizer;
    if (logProbability > -Infinity) entropy -= Math.exp(logProbability) * logProbability;
  }
  return entropy;
}
