import { keepIds } from './keep.ts';
import { nucleus } from './nucleus.ts';
import type { LogitsRule } from './rule.ts';

/** The smallest set of likeliest tokens whose probabilities reach `mass`: Holtzman et al. 2020, arXiv:1904.09751, eq. 2. */
export function topP(mass: number, least = 1): LogitsRule {
  return (logits) => { keepIds(logits, nucleus(logits, logits, mass, least)); };
}
