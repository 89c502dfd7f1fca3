import { buffer, Module } from '@figment/core/nn';
import { add, cast, div, greater, matMul, maximum, mul, oneHot, reshape, sqrt, squeeze, square, sum, tensor, where, zeros } from '@figment/core/ops';
import { type Key, split, uniformArray } from '@figment/core/random';
import type { Buffer, Tensor } from '@figment/core';
import type { Wait } from '@figment/core/plugin';

import { drawByImportance, type LossHistory } from '../noise/importance.ts';
import type { NoiseProcess } from '../noise/process.ts';

/** The times of a process in so many parts. */
const PARTS = 100;
/** What the moving average of squared losses keeps. */
const KEPT = 0.9;

/**
 * How large losses are along the way from data to noise, as a moving average of their squares, so that times of large losses are drawn more
 * often. Nichol and Dhariwal 2021, "Improved denoising diffusion probabilistic models", arXiv:2102.09672, equation 18.
 */
export class LossProfile extends Module {
  /** Root mean square of the loss in each part, [PARTS]. */
  readonly losses: Buffer;
  /** 1 where a loss has been seen, [PARTS]. */
  readonly seen: Buffer;

  constructor() {
    super();
    this.losses = buffer(() => zeros([PARTS]));
    this.seen = buffer(() => zeros([PARTS]));
  }

  /** Times for a batch, and what their losses count, so that the loss stays what it was on average. */
  async draw(key: Key, count: number, { trainingSteps, timeRange: [first, last] = [0, trainingSteps] }: NoiseProcess, wait: Wait): Promise<{ times: number[]; weights: number[] }> {
    const losses = (await wait(this.losses.data())) as Float32Array;
    const seen = (await wait(this.seen.data())) as Float32Array;
    const history: LossHistory = { steps: PARTS, depth: 1, losses, counts: Uint16Array.from(seen) };
    const [forParts, forPlaces] = split(key, 2);
    const { times: parts, weights } = drawByImportance(forParts, count, history);
    const places = uniformArray(forPlaces, count);
    return { times: Array.from(parts, (part, i) => first + ((last - first) * (part + places[i]!)) / PARTS), weights: [...weights] };
  }

  /** What the losses of a batch [B] change. */
  updates(times: ArrayLike<number>, losses: Tensor, { trainingSteps, timeRange: [first, last] = [0, trainingSteps] }: NoiseProcess): readonly (readonly [Buffer, Tensor])[] {
    const parts = Int32Array.from(times, (time) => Math.min(PARTS - 1, Math.floor((PARTS * (time - first)) / (last - first))));
    const rows = cast(oneHot(tensor(parts, [parts.length], 'int32'), PARTS), 'float32'); // [B] -> [B, PARTS]
    const counts = sum(rows, 0);
    const squares = div(squeeze(matMul(reshape(square(losses), [1, -1]), rows), [0]), maximum(counts, 1)); // [1, B] [B, PARTS] -> [PARTS]
    const before = square(this.losses);
    const hit = greater(counts, 0);
    const moved = where(greater(this.seen, 0), add(mul(before, KEPT), mul(squares, 1 - KEPT)), squares);
    return [[this.losses, sqrt(where(hit, moved, before))], [this.seen, maximum(this.seen, cast(hit, 'float32'))]];
  }
}
