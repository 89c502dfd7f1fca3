import type { Tensor } from '@figment/core';
import { mul } from '@figment/core/ops';
import type { RunCall } from '@figment/core/plugin';
import { type RunOptions, type Sampling, startSampling } from '@figment/core/sampling';

import type { DiffusionStep } from '../tasks/step.ts';
import type { LatentPipeline, LatentRequest } from './pipeline.ts';
import { sampleLatents, startNoise } from './sample-latents.ts';

/** Makes a picture of a prompt; yields it as it is so far, [1, H, W, C] in [0, 1], and returns it. */
export function textToImage(pipeline: LatentPipeline, request: LatentRequest, options?: RunOptions): Sampling<DiffusionStep, Tensor> {
  return startSampling({ name: 'textToImage', input: request, begin: (call) => run(pipeline, request, call) }, options);
}

async function* run(pipeline: LatentPipeline, request: LatentRequest, call: RunCall): AsyncGenerator<DiffusionStep, Tensor, undefined> {
  const plan = pipeline.plan(request.steps);
  return yield* sampleLatents(pipeline, request, call, { plan, start: () => mul(startNoise(request, call, [1, ...pipeline.autoencoder.latentShape]), plan.initialScale) });
}
