import type { Tensor } from '@figment/core';

/** What a diffusion model learns from: samples, and what they can be asked for by. */
export interface DiffusionBatch {
  /** Values at the border, [B, ...outer], or latents that are ready, [B, ...shape]. */
  readonly sample: Tensor;
  /** int32 [B] */
  readonly label?: Tensor | undefined;
  /** int32 [B, T] */
  readonly ids?: Tensor | undefined;
  /** int32 [B, T]: 1 where a token is. */
  readonly mask?: Tensor | undefined;
  /** Times that were drawn before, and what their losses count, [B] each. */
  readonly times?: readonly number[] | undefined;
  readonly weights?: readonly number[] | undefined;
}
