import type { Tensor } from '@figment/core';

import { combine } from '../combine.ts';
import { cleanMix, noiseMix, type Prediction } from '../noise/prediction.ts';
import { flowLevel } from './plan.ts';

/** The least of the data that a prediction of noise is read at: nothing can be said of x_0 where there is none of it. */
const LEAST_ALPHA = 1e-3;

/** dx / dsigma = e - x_0 at a noise level of a flow, of anything that a network predicts. */
export function flowSlope(kind: Prediction, said: Tensor, x: Tensor, sigma: number): Tensor {
  if (kind === 'flow') return combine([1, said]);
  const level = flowLevel(Math.min(sigma, 1 - LEAST_ALPHA));
  const [noise, clean] = [noiseMix(kind, level), cleanMix(kind, level)];
  return combine([noise.x - clean.x, x], [noise.prediction - clean.prediction, said]);
}
