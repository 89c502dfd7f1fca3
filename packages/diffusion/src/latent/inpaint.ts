import { FigmentError, type Tensor } from '@figment/core';
import { cast, clone, concat, dispose, greaterEqual, mul, resize, sub, tidy } from '@figment/core/ops';
import type { RunCall } from '@figment/core/plugin';
import { type RunOptions, type Sampling, startSampling } from '@figment/core/sampling';

import { firstCall } from '../tasks/image-to-image.ts';
import type { DiffusionStep } from '../tasks/step.ts';
import type { ImageRequest } from './image-to-image.ts';
import { latentsOf, type LatentPipeline } from './pipeline.ts';
import { sampleLatents, startNoise } from './sample-latents.ts';

/** What is asked of a picture that is painted anew in part. */
export interface InpaintRequest extends ImageRequest {
  /** 1 where it is painted, [1, H, W, 1]. */
  readonly mask: Tensor;
}

/**
 * Paints a part of a picture anew. A denoiser that was trained for it is shown the mask and the rest of the picture as further channels;
 * for others the rest is put back after each step.
 *
 * @throws FigmentError `INPUT_INVALID` for a mask of another size than the picture
 */
export function inpaint(pipeline: LatentPipeline, request: InpaintRequest, options?: RunOptions): Sampling<DiffusionStep, Tensor> {
  return startSampling({ name: 'inpaint', input: request, begin: (call) => run(pipeline, request, call) }, options);
}

async function* run(pipeline: LatentPipeline, request: InpaintRequest, call: RunCall): AsyncGenerator<DiffusionStep, Tensor, undefined> {
  const { image, mask, steps, strength = 1, draws } = request;
  const [, height, width] = image.shape as [number, number, number];
  if (mask.shape[1] !== height || mask.shape[2] !== width) throw new FigmentError('INPUT_INVALID', `mask must be as large as the image (${height} x ${width}), got ${mask.shape[1]} x ${mask.shape[2]}.`);
  const plan = pipeline.plan(steps);
  const from = firstCall(plan, steps, strength);
  const isShown = pipeline.inputChannels > pipeline.autoencoder.latentShape[2];
  const made = tidy(() => {
    const painted = cast(greaterEqual(mask, 0.5), 'float32');
    const clean = latentsOf(pipeline, image, draws?.encoding);
    const small = resize(painted, { size: clean.shape.slice(1, 3) as [number, number], mode: 'nearest' });
    // What is masked is grey: 0 in [-1, 1].
    const rest = mul(sub(image, 0.5), sub(1, painted));
    return {
      clean, mask: small, noise: clone(startNoise(request, call, clean.shape)),
      ...(isShown && { beside: concat([small, latentsOf(pipeline, sub(rest, -0.5), draws?.masked)], 3) }),
    };
  });
  const { clean, noise, beside } = made;
  try {
    return yield* sampleLatents(pipeline, request, call, {
      plan, from, beside, ...(!isShown && { held: { clean, noise, mask: made.mask } }),
      start: () => (strength === 1 ? mul(noise, plan.initialScale) : plan.noised(clean, noise, from)),
    });
  } finally {
    dispose(Object.values(made));
  }
}
