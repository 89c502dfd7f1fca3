/**
 * Diffusion models: pictures, sounds and clips out of noise, by nothing, a class or a caption; in pixels or in latents.
 *
 * @module
 */
export { audioDiffusion } from './audio-diffusion.ts';
export { diffusion } from './diffusion.ts';
export { latentDiffusion } from './latent-diffusion.ts';
export { textToImage } from './text-to-image.ts';
export { videoDiffusion } from './video-diffusion.ts';

export { DENOISERS, GUIDANCE, SCHEDULERS } from './doors.ts';
export type { NetworkConfig } from './config/network.ts';
export type { DenoiserCall, DenoiserDefinition } from './network/denoiser-definition.ts';
export type { Diffuser, Shown } from './network/diffuser.ts';
export { DiffusionNetwork, type DiffusionNetworkParts } from './network/diffusion-network.ts';
export type { NoPrompt } from './network/no-prompt.ts';
export type { DiffusionBatch } from './objective/batch.ts';
export { diffusionObjective, type DiffusionObjectiveOptions } from './objective/diffusion-objective.ts';
export type { LatentStatistics } from './latent/latent-statistics.ts';
export type { LossProfile } from './objective/loss-profile.ts';
export type { LevelAtTime, NoiseStep } from './tasks/noise.ts';
export type { DiffusionStep } from './tasks/step.ts';
