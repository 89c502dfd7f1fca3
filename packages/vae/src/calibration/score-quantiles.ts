import { buffer, Module } from '@figment/core/nn';
import { zeros } from '@figment/core/ops';
import type { Wait } from '@figment/core/plugin';
import { type Buffer, FigmentError } from '@figment/core';

import { type AnomalyScore, anomalyScores } from '../metrics/anomaly-scores.ts';
import { between, quantiles } from '../metrics/quantiles.ts';
import { assign } from './latent-prior.ts';

/** Levels 0, 0.001, ..., 1. */
const LEVELS = 1001;

/** The distribution of each anomaly score over the training pictures: what is odd depends on what is usual. */
export class ScoreQuantiles extends Module {
  /** [scores, levels] */
  readonly table: Buffer;
  /** [1]: 1 once the table has been filled. */
  readonly filled: Buffer;

  constructor() {
    super();
    this.table = buffer(() => zeros([anomalyScores.length, LEVELS]));
    this.filled = buffer(() => zeros([1]));
  }

  write(scores: Readonly<Record<AnomalyScore, ArrayLike<number>>>): void {
    const levels = Array.from({ length: LEVELS }, (_, i) => i / (LEVELS - 1));
    assign(this.table, anomalyScores.flatMap((name) => quantiles(scores[name], levels)));
    assign(this.filled, [1]);
  }

  /**
   * The score that this part of the training pictures stays below.
   *
   * @throws FigmentError `NOT_CALIBRATED`
   */
  async threshold(score: AnomalyScore, quantile: number, wait: Wait): Promise<number> {
    const [filled] = await wait(this.filled.data<'float32'>());
    if (filled !== 1) {
      throw new FigmentError('NOT_CALIBRATED', 'the model has not seen the scores of its training pictures yet, so there is no threshold: call model.calibrate(batches, { key, signal }) once after training, with the training data.');
    }
    const table = await wait(this.table.data<'float32'>());
    const row = anomalyScores.indexOf(score) * LEVELS;
    return between(table.slice(row, row + LEVELS), quantile * (LEVELS - 1));
  }
}
