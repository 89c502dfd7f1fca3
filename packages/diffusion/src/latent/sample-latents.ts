import type { Tensor } from '@figment/core';
import { tidy } from '@figment/core/ops';
import type { RunCall } from '@figment/core/plugin';
import { normal, split } from '@figment/core/random';

import type { SamplingPlan } from '../schedulers/scheduler.ts';
import { denoise, type Held } from '../tasks/denoise.ts';
import type { DiffusionStep } from '../tasks/step.ts';
import { guidedPredictor, type LatentPipeline, type LatentRequest, pictureOf } from './pipeline.ts';

/** Where a way begins, and what it is held to. */
export interface LatentWay {
  readonly plan: SamplingPlan;
  readonly from?: number | undefined;
  /** Latents before the first call. */
  readonly start: () => Tensor;
  readonly held?: Held | undefined;
  /** What the denoiser is shown beside the latents, as further channels. */
  readonly beside?: Tensor | undefined;
}

/** From noise to a picture by way of latents; yields the picture as it is so far, and returns it. */
export async function* sampleLatents(pipeline: LatentPipeline, request: LatentRequest, call: RunCall, { plan, from, start, held, beside }: LatentWay): AsyncGenerator<DiffusionStep, Tensor, undefined> {
  const guided = guidedPredictor(pipeline, request, beside);
  const [, forWay] = split(call.key, 2);
  try {
    const end = yield* denoise({
      plan, predict: guided.predict, start: tidy(start), from, held, observe: request.observe, warnings: guided.warnings, show: (x) => pictureOf(pipeline, x),
    }, { ...call, key: forWay });
    const picture = pictureOf(pipeline, end);
    end.dispose();
    return picture;
  } finally {
    guided.dispose();
  }
}

/** The noise that a way starts with: as it is given, or as the call's key draws it. shape: of the latents, [1, h, w, c]. */
export function startNoise({ draws }: LatentRequest, { key }: Pick<RunCall, 'key'>, shape: readonly number[]): Tensor {
  const [forStart] = split(key, 2);
  return draws?.start ?? normal(forStart, [...shape]);
}
