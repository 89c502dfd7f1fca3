import type { Tensor } from '@figment/core';
import { mean, square, sub } from '@figment/core/ops';

import { type Prediction, predictionTarget } from '../noise/prediction.ts';
import type { NoiseLevel } from '../noise/process.ts';

/** How far each example's prediction is from what it ought to be, squared: [B, ...] -> [B]. */
export function denoisingErrors(prediction: Prediction, said: Tensor, clean: Tensor, noise: Tensor, levels: readonly NoiseLevel[]): Tensor {
  const axes = clean.shape.map((_, axis) => axis).slice(1);
  return mean(square(sub(said, predictionTarget(prediction, clean, noise, levels))), axes);
}
