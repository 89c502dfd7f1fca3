import * as tf from '@tensorflow/tfjs-core';

import { readTensor } from '../../src/backend/index.ts';
import { valueAndGrads } from '../../src/ops/index.ts';
import { draw, type GapCase } from './case.ts';
import type { Expected } from './oracle.ts';

/** How far a backend is from the oracle: the largest difference, as a share of the largest number expected (at least 1). */
export interface Deviation {
  readonly forward: number | string;
  /** Undefined where there is no gradient. */
  readonly gradient: number | string | undefined;
}

/** Beyond it a result is wrong. Single precision, sums of some hundred terms, and the GPU's looser exp, tanh and sin. */
export const tolerance = 2e-4;

/** Runs a case on the current backend. What throws is told in its own words. */
export async function measure(gapCase: GapCase, expected: Expected): Promise<Deviation> {
  const { inputs, run, gradient } = gapCase;
  const xs = inputs.map((spec, i) => tf.tensor(draw(spec, i), [...spec.shape], spec.dtype ?? 'float32'));
  const upstream = tf.tensor([...expected.upstream], [...expected.shape]);
  const differentiable = xs.filter((x) => x.dtype === 'float32');
  try {
    const forward = await attempt(async () => {
      const y = tf.tidy(() => run(tf, xs));
      const error = difference(await readTensor(y), expected.value);
      const sameShape = y.shape.join() === expected.shape.join();
      y.dispose();
      return sameShape ? error : Infinity;
    });
    if (gradient === 'none') return { forward, gradient: undefined };
    const backward = await attempt(async () => {
      const gradients = tf.tidy(() => {
        if (gradient !== undefined) return [...gradient(tf, xs, upstream)];
        return valueAndGrads(() => run(tf, xs), differentiable, { upstream }).gradients;
      });
      const errors: number[] = [];
      for (const [i, each] of gradients.entries()) errors.push(difference(await readTensor(each), expected.gradients[i]!));
      tf.dispose(gradients);
      return Math.max(...errors);
    });
    return { forward, gradient: backward };
  } finally {
    tf.dispose([...xs, upstream]);
  }
}

async function attempt(work: () => Promise<number>): Promise<number | string> {
  try {
    return await work();
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0]! : String(error);
  }
}

function difference(actual: ArrayLike<number>, expected: readonly number[]): number {
  if (actual.length !== expected.length) return Infinity;
  const scale = Math.max(1, ...expected.map(Math.abs));
  return expected.reduce((worst, value, i) => Math.max(worst, Number.isNaN(actual[i]) ? Infinity : Math.abs(actual[i]! - value) / scale), 0);
}
