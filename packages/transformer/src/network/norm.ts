import type { Module} from '@figment/core/nn';
import { LayerNorm, RmsNorm } from '@figment/core/nn';
import { allZeros } from '@figment/core/nn';
import { add, rmsNorm, tidy } from '@figment/core/ops';
import type { Key } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import type { Norm } from '../architecture/architecture.ts';

/** A layer that keeps the scale of hidden states. */
export interface Normalisation extends Module {
  /** x: [..., width] -> same. */
  forward(x: Tensor): Tensor;
}

/** The norm that an architecture asks for. */
export function normOf(key: Key, width: number, { kind, epsilon, bias, unitOffset }: Norm): Normalisation {
  if (kind === 'layer') return new LayerNorm(key, { width, epsilon, bias });
  return unitOffset ? new OffsetRmsNorm(key, { width, epsilon, initialWeight: allZeros }) : new RmsNorm(key, { width, epsilon });
}

/** y = x / sqrt(mean of x^2 + epsilon) * (1 + weight): Gemma's, whose decay pulls towards 1. Team Gemma 2024, arXiv:2403.08295. */
export class OffsetRmsNorm extends RmsNorm {
  override forward(x: Tensor): Tensor {
    return tidy(() => rmsNorm(x, { weight: add(this.weight as Tensor, 1), epsilon: this.epsilon }));
  }
}
