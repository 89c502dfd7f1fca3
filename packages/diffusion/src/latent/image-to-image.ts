import type { Tensor } from '@figment/core';
import type { RunCall } from '@figment/core/plugin';
import { type RunOptions, type Sampling, startSampling } from '@figment/core/sampling';

import { firstCall } from '../tasks/image-to-image.ts';
import type { DiffusionStep } from '../tasks/step.ts';
import { latentsOf, type LatentPipeline, type LatentRequest } from './pipeline.ts';
import { sampleLatents, startNoise } from './sample-latents.ts';

/** What is asked of a picture that becomes another. */
export interface ImageRequest extends LatentRequest {
  /** [1, H, W, C] in [0, 1]. */
  readonly image: Tensor;
  /** How much of the way is gone, (0, 1]: 1 = hardly anything of the picture is left (0.8). */
  readonly strength?: number | undefined;
}

/** Covers a picture with noise, and makes another one out of it. Meng et al. 2022 (SDEdit), arXiv:2108.01073. */
export function imageToImage(pipeline: LatentPipeline, request: ImageRequest, options?: RunOptions): Sampling<DiffusionStep, Tensor> {
  return startSampling({ name: 'imageToImage', input: request, begin: (call) => run(pipeline, request, call) }, options);
}

async function* run(pipeline: LatentPipeline, request: ImageRequest, call: RunCall): AsyncGenerator<DiffusionStep, Tensor, undefined> {
  const { image, steps, strength = 0.8, draws } = request;
  const plan = pipeline.plan(steps);
  const from = firstCall(plan, steps, strength);
  const start = (): Tensor => {
    const clean = latentsOf(pipeline, image, draws?.encoding);
    return plan.noised(clean, startNoise(request, call, clean.shape), from);
  };
  return yield* sampleLatents(pipeline, request, call, { plan, from, start });
}
