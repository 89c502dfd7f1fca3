import type { Tensor } from '@figment/core';
import type { Schema } from '@figment/core/plugin';

import type { Prediction } from '../noise/prediction.ts';
import type { NoiseProcess } from '../noise/process.ts';

/** Where a sampler is: all that the next step needs, and nothing elsewhere. Tensors belong to the caller's `tidy`. */
export interface SolverState {
  /** The noisy sample, [B, ...]. */
  readonly x: Tensor;
  /** What the last step took the clean sample to be, [B, ...]; undefined before the first. */
  readonly clean?: Tensor | undefined;
  /** What a multistep method remembers of earlier steps, the latest first. */
  readonly history: readonly Tensor[];
}

/** A whole way from noise to data, fixed before it begins. A pure value. */
export interface SamplingPlan {
  /** What the denoiser is told at each of its calls, from noise to data; may be fractional. A method of second order calls it twice a step. */
  readonly times: readonly number[];
  /** Noise levels sigma / alpha (or sigma, for a flow) at each call, and one more at the end, as diffusers names them. */
  readonly sigmas: readonly number[];
  /** x before the first call is unit normal noise times this. */
  readonly initialScale: number;
  /** Whether call i draws noise. */
  readonly draws: readonly boolean[];
  /** The calls at which a way may begin with an empty history, rising; the others are the middle of a step. All, where it is left out. */
  readonly starts?: readonly number[] | undefined;
  /** What the denoiser sees of x at call i. */
  scaleInput(x: Tensor, i: number): Tensor;
  /**
   * From x before call i to x after it, by what the denoiser said. No hidden state: same arguments, same result.
   *
   * @param prediction [B, ...], as the plan's prediction type says.
   * @param noise Unit normal, [B, ...]; needed where `draws[i]`.
   */
  step(state: SolverState, prediction: Tensor, i: number, noise?: Tensor): SolverState;
  /** Data with as much noise as x has before call i: where image-to-image and inpainting start. */
  noised(clean: Tensor, noise: Tensor, i: number): Tensor;
}

/** What a scheduler plans for. */
export interface SchedulerCall {
  readonly process: NoiseProcess;
  readonly prediction: Prediction;
  /** Of the sampler: 1 or more. */
  readonly steps: number;
}

/** A kind of sampler. Third parties bring one in a file. */
export interface SchedulerDefinition<O extends Schema = Schema> {
  /** 'euler', 'acme/my-solver'. */
  readonly id: string;
  readonly title: string;
  readonly description?: string | undefined;
  readonly options: O;
  /** The predictions it can read. */
  readonly predictions: readonly Prediction[];
  /** The processes it can go back through. */
  readonly processes: readonly NoiseProcess['kind'][];
  /**
   * The whole way from noise to data.
   *
   * @throws FigmentError `SCHEDULER_MISMATCH`, `SCHEDULE_INVALID`, `OPTIONS_INVALID`
   */
  build(call: SchedulerCall, options: unknown): SamplingPlan;
}
