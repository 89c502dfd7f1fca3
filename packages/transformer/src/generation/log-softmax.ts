import type { Row } from './rules/rule.ts';

/** ln of the sum of exp(x), none of which overflows. */
export function logSumExp(row: Row): number {
  let most = -Infinity;
  for (let id = 0; id < row.length; id++) if (row[id]! > most) most = row[id]!;
  if (most === -Infinity) return most;
  let sum = 0;
  for (let id = 0; id < row.length; id++) if (row[id]! > -Infinity) sum += Math.exp(row[id]! - most);
  return most + Math.log(sum);
}

/** Logits to log-probabilities, in place. */
export function logSoftmax<R extends Row>(row: R): R {
  const normalizer = logSumExp(row);
  for (let id = 0; id < row.length; id++) row[id]! -= normalizer;
  return row;
}
