import type { TrainingSettings } from '@figment/core/training';

/** What suits a small denoiser: many short steps at a high rate that falls to nothing, and weights averaged for sampling. */
export const trainingDefaults = {
  steps: 6000,
  batchSize: 32,
  optimizer: 'adamw',
  learningRate: 1e-3,
  betas: [0.9, 0.99],
  weightDecay: 0.01,
  schedule: 'cosine',
  warmupSteps: 50,
  finalLearningRateRatio: 0,
  clipNorm: 1,
  ema: 0.999,
  augment: { flip: 0, permuteChannels: 0 },
} as const satisfies TrainingSettings;
