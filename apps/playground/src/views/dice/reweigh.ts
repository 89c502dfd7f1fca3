import type { Candidate } from '../../workers/protocol/index.ts';

/** What shapes the dice. */
export interface Truncation {
  readonly temperature: number;
  /** 0 = all. */
  readonly topK: number;
  /** 1 = all. */
  readonly topP: number;
  /** 0 = all. */
  readonly minP: number;
}

export interface Face extends Candidate {
  /** With the settings of now. */
  readonly chance: number;
  /** The rule that takes it out; 'out' where it is not known which. */
  readonly cut: 'topK' | 'topP' | 'minP' | 'out' | undefined;
}

export interface Dice {
  readonly faces: readonly Face[];
  /** Chance of all tokens that are not among the faces: a bound where the temperature is not 1. */
  readonly rest: number;
}

/**
 * The dice as these settings make it, from the logits of the likeliest tokens: softmax(logit / temperature), then top-k (Fan et al. 2018,
 * arXiv:1805.04833), top-p (Holtzman et al. 2019, arXiv:1904.09751) and min-p (Nguyen et al. 2024, arXiv:2407.01082) in turn.
 *
 * Of the tokens that were not handed over only their number and the sum of their probabilities is known. They count as equally likely,
 * which is exact at temperature 1, an upper bound above and a lower bound below it (x^(1/T) is concave for T > 1).
 *
 * @param others how many tokens there are besides these
 */
export function reweigh(candidates: readonly Candidate[], { temperature, topK, topP, minP }: Truncation, others: number): Dice {
  const sorted = [...candidates].sort((a, b) => b.logit - a.logit);
  const [first] = sorted;
  if (first === undefined) return { faces: [], rest: 0 };
  const greedy = temperature <= 0;
  // Relative to the likeliest, so that no exponential overflows.
  const weight = (logProbability: number): number => (greedy ? Number(logProbability === first.logProbability) : Math.exp((logProbability - first.logProbability) / temperature));
  const unknown = Math.max(0, 1 - sorted.reduce((sum, { logProbability }) => sum + Math.exp(logProbability), 0));
  const restWeight = others <= 0 || unknown <= 1e-9 || greedy ? 0 : others * weight(Math.log(unknown / others));
  const cut: Face['cut'][] = sorted.map(() => undefined);
  let rest = restWeight;
  const total = (): number => sorted.reduce((sum, { logProbability }, i) => (cut[i] === undefined ? sum + weight(logProbability) : sum), rest);

  if (topK > 0) {
    for (let i = topK; i < sorted.length; i++) cut[i] = 'topK';
    if (topK <= sorted.length) rest = 0;
  }
  if (topP < 1) {
    const all = total();
    let mass = 0;
    for (const [i, { logProbability }] of sorted.entries()) {
      if (cut[i] !== undefined) continue;
      // The token that reaches p stays: the least set that holds it.
      if (mass >= topP) cut[i] = 'topP';
      else mass += weight(logProbability) / all;
    }
    if (mass >= topP) rest = 0;
  }
  if (minP > 0) {
    for (const [i, { logProbability }] of sorted.entries()) if (weight(logProbability) < minP) cut[i] ??= 'minP';
    if (rest > 0 && restWeight / others < minP) rest = 0;
  }
  const sum = total();
  return {
    faces: sorted.map((candidate, i) => ({ ...candidate, chance: cut[i] === undefined ? weight(candidate.logProbability) / sum : 0, cut: cut[i] })),
    rest: rest / sum,
  };
}
