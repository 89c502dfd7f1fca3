import type { Module } from '../nn/module.ts';
import type { Tensor } from '../tensor.ts';

/** What a denoiser is told besides the noisy sample. */
export interface DenoiserCondition {
  /** [B, T, D], for cross-attention. */
  readonly states?: Tensor | undefined;
  /** [B, D]. */
  readonly pooled?: Tensor | undefined;
  /** int32 [B]. */
  readonly label?: Tensor | undefined;
}

/** A network that predicts noise, the clean sample, velocity or flow from a noisy sample. */
export interface Denoiser {
  readonly module: Module;
  /** x: [B, ...], time: [B] -> same shape as x. */
  predict(x: Tensor, time: Tensor, condition: DenoiserCondition): Tensor;
}
