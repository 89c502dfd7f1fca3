import * as z from 'zod';

import { cosineBetas, exponentialBetas, laplaceBetas, linearBetas, scaledLinearBetas, sigmoidBetas, zeroTerminalSnr } from './betas.ts';
import { flow } from './flow.ts';
import { predictions } from './prediction.ts';
import type { NoiseProcess } from './process.ts';
import { varianceExploding } from './variance-exploding.ts';
import { variancePreserving } from './variance-preserving.ts';

const trainingSteps = z.int().min(1).max(100_000).default(1000).describe('T: times go from 0 to T.');

const variancePreservingConfig = z.object({
  kind: z.literal('variancePreserving'),
  trainingSteps,
  betas: z
    .enum(['linear', 'scaledLinear', 'cosine', 'sigmoid', 'exponential', 'laplace'])
    .default('linear')
    .describe('How noise grows with time: cosine keeps more of small pictures, scaledLinear is that of Stable Diffusion.'),
  betaStart: z.number().min(0).max(1).default(1e-4).describe('Variance added by the first step (linear, scaledLinear and sigmoid).').meta({ advanced: true }),
  betaEnd: z.number().min(0).max(1).default(0.02).describe('Variance added by the last step (linear, scaledLinear and sigmoid).').meta({ advanced: true }),
  trainedBetas: z.array(z.number().min(0).max(1)).nullable().default(null).describe('Each beta, instead of a curve.').meta({ advanced: true }),
  zeroTerminalSnr: z.boolean().default(false).describe('Leave nothing of the data at the last step; noise cannot be predicted there.').meta({ advanced: true }),
});

const varianceExplodingConfig = z.object({
  kind: z.literal('varianceExploding'),
  trainingSteps,
  sigmaMin: z.number().positive().default(0.002).describe('The least noise.'),
  sigmaMax: z.number().positive().default(80).describe('The most noise.'),
  dataDeviation: z.number().positive().default(0.5).describe('The standard deviation of the data.'),
});

const flowConfig = z.object({ kind: z.literal('flow'), trainingSteps });

/** How a config says how data are noised. */
export const noiseProcessConfig = z
  .discriminatedUnion('kind', [variancePreservingConfig, varianceExplodingConfig, flowConfig])
  .describe('How data are noised: step by step (variancePreserving, DDPM), by more and more noise (varianceExploding, EDM), or along straight lines (flow).');

/** What a config holds for a process. */
export type NoiseProcessConfig = z.output<typeof noiseProcessConfig>;

/** How a config says what a denoiser predicts. */
export const predictionConfig = z.enum(predictions).describe('What the network is trained to say of a noisy sample: its noise, the clean sample, their velocity, or the flow between them.');

const curves = { linear: linearBetas, scaledLinear: scaledLinearBetas, cosine: cosineBetas, sigmoid: sigmoidBetas, exponential: exponentialBetas, laplace: laplaceBetas };

/** The process of a config. @throws FigmentError `CONFIG_INVALID` */
export function noiseProcessOf(config: NoiseProcessConfig): NoiseProcess {
  switch (config.kind) {
    case 'variancePreserving': return variancePreserving(betasOf(config));
    case 'varianceExploding': return varianceExploding(config);
    case 'flow': return flow(config.trainingSteps);
  }
}

/** The betas of a config. */
export function betasOf(config: Extract<NoiseProcessConfig, { kind: 'variancePreserving' }>): Float32Array {
  const { trainedBetas, trainingSteps: steps, betaStart, betaEnd } = config;
  const betas = trainedBetas === null ? curves[config.betas](steps, betaStart, betaEnd) : Float32Array.from(trainedBetas);
  return config.zeroTerminalSnr ? zeroTerminalSnr(betas) : betas;
}
