import { allZeros, FeedForward } from '@figment/core/nn';
import type { Key } from '@figment/core/random';

import type { Tower } from '../architecture/architecture.ts';
import type { InitialWeights } from './initial-weights.ts';

/** The feed-forward network of a tower's blocks, or one of its experts. */
export function feedForwardOf(key: Key, { width, hidden, feedForward: { kind, bias } }: Tower, { inner, residual }: InitialWeights): FeedForward {
  return new FeedForward(key, { width, hidden, kind, bias, initialWeights: { up: inner, down: residual }, initialBias: allZeros });
}
