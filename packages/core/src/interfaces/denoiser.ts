import type { Module } from '../nn/module.ts';
import type { Tensor } from '../tensor.ts';

/** What a denoiser is told besides the noisy sample. */
export interface DenoiserCondition {
  /** [B, T, D], for cross-attention. */
  readonly states?: Tensor | undefined;
  /** Of `states`: 1 where a token is, 0 where padding is, [B, T]; all are tokens without it. */
  readonly mask?: Tensor | undefined;
  /** [B, D]. */
  readonly pooled?: Tensor | undefined;
  /** int32 [B]. */
  readonly label?: Tensor | undefined;
}

/** A network that predicts noise, the clean sample, velocity or flow from a noisy sample. */
export interface Denoiser {
  readonly module: Module;
  /** What of a prompt it reads: all, or only `pooled` ('all'). */
  readonly reads?: 'all' | 'pooled' | undefined;
  /**
   * What is missing of a condition that it was made for is an error, but for a label: without one it is the picture of no class.
   *
   * @param x [B, ..., channels]; conditions that are pictures stand in more channels than it predicts.
   * @param time float32 [B], in the scale of the noise process, from 0 (data) to T (noise); may be fractional.
   * @returns [B, ..., channels of what is predicted].
   * @throws FigmentError `SHAPE_MISMATCH`, `INPUT_INVALID`
   */
  predict(x: Tensor, time: Tensor, condition: DenoiserCondition): Tensor;
}
