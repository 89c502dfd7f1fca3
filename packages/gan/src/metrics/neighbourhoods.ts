/**
 * How true and how various made pictures are, told by who lies near whom among features. A ball around each point reaches to its k-th neighbour
 * of its own kind. Precision and recall: Kynkäänniemi et al. 2019, arXiv:1904.06991, eq. 1; density and coverage, which one odd point can't
 * spoil: Naeem et al. 2020, "Reliable fidelity and diversity metrics for generative models", arXiv:2002.09797, eq. 5 and 7.
 */
import { FigmentError } from '@figment/core';

import { type Features, sizeOf, sizesOf } from './features.ts';

/** Shares in [0, 1]; density may be above 1. */
export interface Neighbourhoods {
  /** Made ones within the ball of some real one: how many look real. */
  readonly precision: number;
  /** Real ones within the ball of some made one: how much of the data can be made. */
  readonly recall: number;
  /** In how many balls of real ones a made one lies, over k. */
  readonly density: number;
  /** Real ones whose ball holds a made one: how much of the data is made. */
  readonly coverage: number;
}

/**
 * @param made [N, D], more rows than k
 * @param real [M, D]
 * @param options k: which neighbour a ball reaches to (5).
 * @throws FigmentError `SHAPE_MISMATCH`, `INPUT_INVALID`, `OPTIONS_INVALID`
 */
export function neighbourhoods(made: Features, real: Features, { k = 5 }: { readonly k?: number | undefined } = {}): Neighbourhoods {
  if (!Number.isSafeInteger(k) || k < 1) throw new FigmentError('OPTIONS_INVALID', `neighbourhoods: k must be a whole number of 1 or more, got ${k}.`);
  const columns = sizesOf({ made, real }, { atLeast: k + 1 });
  const [madeCount] = sizeOf('made', made), [realCount] = sizeOf('real', real);
  const ofReal = squaredRadii(real, realCount, columns, k), ofMade = squaredRadii(made, madeCount, columns, k);
  const near = new Uint8Array(realCount), recalled = new Uint8Array(realCount);
  let precise = 0, held = 0;
  for (let i = 0; i < madeCount; i++) {
    let balls = 0;
    for (let j = 0; j < realCount; j++) {
      const distance = squaredDistance(made, i, real, j, columns);
      if (distance <= ofReal[j]!) { balls += 1; near[j] = 1; }
      if (distance <= ofMade[i]!) recalled[j] = 1;
    }
    held += balls;
    if (balls > 0) precise += 1;
  }
  return { precision: precise / madeCount, recall: mean(recalled), density: held / (k * madeCount), coverage: mean(near) };
}

/** Squared distance of each row to its k-th neighbour, itself left out. */
function squaredRadii(points: Features, count: number, columns: number, k: number): Float64Array {
  const radii = new Float64Array(count);
  const distances = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) distances[j] = j === i ? -1 : squaredDistance(points, i, points, j, columns);
    radii[i] = Float64Array.from(distances).sort()[k]!;
  }
  return radii;
}

function squaredDistance(a: Features, i: number, b: Features, j: number, columns: number): number {
  let sum = 0;
  for (let d = 0; d < columns; d++) sum += (a.data[i * columns + d]! - b.data[j * columns + d]!) ** 2;
  return sum;
}

function mean(values: Uint8Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
