import type { Tensor } from '@figment/core';
import type { Denoiser, DenoiserCondition, LatentAutoencoder } from '@figment/core/interfaces';
import { concat, div, fill, mul, split, tensor, tidy } from '@figment/core/ops';
import type { SamplingWarning } from '@figment/core/sampling';

import { guided, rescaled } from '../guidance/classifier-free.ts';
import type { Prediction } from '../noise/prediction.ts';
import type { NoiseProcess } from '../noise/process.ts';
import type { SamplingPlan } from '../schedulers/scheduler.ts';

/** What latent diffusion is put together from: parts of any package, by core's interfaces. Rombach et al. 2022, arXiv:2112.10752. */
export interface LatentPipeline {
  readonly denoiser: Denoiser;
  /** Of what the denoiser sees: more than the latents have where it is shown a masked picture, too. */
  readonly inputChannels: number;
  readonly autoencoder: LatentAutoencoder;
  readonly process: NoiseProcess;
  readonly prediction: Prediction;
  /** The way from noise to data in so many steps. */
  plan(steps: number): SamplingPlan;
  /** What the denoiser is told of prompts, one after the other; the tensors are the caller's. */
  readonly tell: (prompts: readonly string[]) => { readonly condition: DenoiserCondition; readonly warnings: readonly SamplingWarning[] };
}

/** What all ways of a pipeline are asked. */
export interface LatentRequest {
  readonly prompt: string;
  /** ''. */
  readonly negativePrompt?: string | undefined;
  readonly steps: number;
  /** How far from what is said of the negative prompt: 1 = that is not asked at all (7.5). */
  readonly guidance?: number | undefined;
  /** How much of the contrast that guidance adds is taken back (0). */
  readonly guidanceRescale?: number | undefined;
  /** What is drawn, where it is not drawn from the call's key: each unit normal of the latents' shape, [1, h, w, c]. */
  readonly draws?: LatentDraws | undefined;
  /** Is lent the latents behind each call. */
  readonly observe?: ((latents: Tensor) => void) | undefined;
}

/** What a way draws. */
export interface LatentDraws {
  /** The noise that it starts with. */
  readonly start?: Tensor | undefined;
  /** Of the autoencoder's posterior of a picture; its mean is taken without. */
  readonly encoding?: Tensor | undefined;
  /** Of its posterior of the masked picture. */
  readonly masked?: Tensor | undefined;
}

/** A picture as what is diffused: [1, H, W, C] in [0, 1] -> [1, h, w, c] */
export function latentsOf({ autoencoder }: LatentPipeline, image: Tensor, noise: Tensor | undefined): Tensor {
  return tidy(() => div(autoencoder.encode(image, noise), tensor([...autoencoder.scale])));
}

/** The other way. */
export function pictureOf({ autoencoder }: LatentPipeline, latents: Tensor): Tensor {
  return tidy(() => autoencoder.decode(mul(latents, tensor([...autoencoder.scale]))));
}

/** What the denoiser says, led away from a negative prompt: it is asked for both at once. */
export interface GuidedPredictor {
  readonly predict: (x: Tensor, time: number) => Tensor;
  readonly warnings: readonly SamplingWarning[];
  dispose(): void;
}

/** @param beside what it is shown beside x, as further channels, [1, h, w, c'] */
export function guidedPredictor({ denoiser, tell }: LatentPipeline, { prompt, negativePrompt = '', guidance = 7.5, guidanceRescale = 0 }: LatentRequest, beside?: Tensor): GuidedPredictor {
  const isGuided = guidance !== 1;
  const { condition, warnings } = tell(isGuided ? [negativePrompt, prompt] : [prompt]);
  return {
    warnings,
    predict: (x, time) => tidy(() => {
      const seen = beside === undefined ? x : concat([x, beside], 3);
      if (!isGuided) return denoiser.predict(seen, fill([1], time), condition);
      const [unconditional, conditional] = split(denoiser.predict(concat([seen, seen], 0), fill([2], time), condition), 2, 0) as [Tensor, Tensor];
      const strong = guided(unconditional, conditional, guidance);
      return guidanceRescale === 0 ? strong : rescaled(strong, conditional, guidanceRescale);
    }),
    dispose() { for (const each of Object.values(condition) as (Tensor | undefined)[]) each?.dispose(); },
  };
}
