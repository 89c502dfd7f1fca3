import { inverseCdf } from '@figment/core/random';

import type { Row } from './rules/rule.ts';

/** Weighted dice with a face for each id: the softmax of a row of logits. Made once, loaded for each throw. */
export class Dice {
  /** Probabilities times {@link total}. */
  weights: Float64Array = new Float64Array(0);
  total = 0;
  /** In bits. */
  entropy = 0;

  /** Takes the logits for the next throw; false if they leave nothing that can be thrown. */
  load(logits: Row): boolean {
    if (this.weights.length !== logits.length) this.weights = new Float64Array(logits.length);
    let most = -Infinity;
    for (let id = 0; id < logits.length; id++) if (logits[id]! > most) most = logits[id]!;
    if (most === -Infinity) return false;
    let total = 0, weighted = 0;
    for (let id = 0; id < logits.length; id++) {
      const below = logits[id]! - most;
      if (below === -Infinity) {
        this.weights[id] = 0;
        continue;
      }
      const weight = Math.exp(below);
      this.weights[id] = weight;
      total += weight;
      weighted += weight * below;
    }
    this.total = total;
    this.entropy = (Math.log(total) - weighted / total) / Math.LN2; // H = ln Z - E[logit - most], Z the total
    return true;
  }

  /** Of an id, from 0 to 1. */
  probability(id: number): number {
    return this.weights[id]! / this.total;
  }

  /** The face that a uniform number in [0, 1) picks: the first whose cumulated probability, in the order of ids, exceeds it. */
  draw(uniform: number): number {
    return inverseCdf(this.weights, uniform);
  }
}
