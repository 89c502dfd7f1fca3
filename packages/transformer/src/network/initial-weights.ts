import { type Initialiser, normalOf } from '@figment/core/nn';

import type { Tower } from '../architecture/architecture.ts';

/** What the weights of a tower begin with; its biases begin at 0. */
export interface InitialWeights {
  readonly embedding: Initialiser;
  readonly query: Initialiser;
  /** What reads hidden states. */
  readonly inner: Initialiser;
  /** What is added to hidden states. */
  readonly residual: Initialiser;
}

/**
 * As GPT-2 (Radford et al. 2019, section 2.3): normal of 0.02, and where nothing normalises the sum, its 2 n summands smaller by
 * sqrt(2 n). Narrow networks begin with more: half of what keeps the variance; embeddings that are scaled
 * with what makes them 1. With relative biases as T5 (Raffel et al. 2020,
 * arXiv:1910.10683), which has no 1/sqrt(d) in its scores: 1/sqrt(fan in), and queries smaller by sqrt(d) in its place.
 */
export function initialWeights({ relativeBias, width, headWidth, attention, normPlacement, layers, cross, embedding }: Tower): InitialWeights {
  if (relativeBias !== undefined) {
    return { embedding: normalOf(1), query: byFanIn(1 / (attention.scale ** 2 * headWidth)), inner: byFanIn(1), residual: byFanIn(1) };
  }
  const deviation = Math.max(0.02, 0.5 / Math.sqrt(width));
  const inner = normalOf(deviation);
  const summands = (cross ? 3 : 2) * layers;
  return { embedding: normalOf(embedding.scale === 1 ? 0.02 : 1 / embedding.scale), query: inner, inner, residual: normPlacement === 'pre' ? normalOf(deviation / Math.sqrt(summands)) : inner };
}

const byFanIn = (variance: number): Initialiser => (key, shape, fans) => normalOf(Math.sqrt(variance / fans.in))(key, shape, fans);
