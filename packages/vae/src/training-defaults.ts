import type { TrainingSettings } from '@figment/core/training';

/** What suits a small autoencoder of pictures: some thousand short steps at a high rate, and weights averaged at the end. */
export const trainingDefaults = {
  steps: 4000,
  batchSize: 24,
  optimizer: 'adamw',
  learningRate: 2e-3,
  betas: [0.9, 0.99],
  weightDecay: 0,
  schedule: 'cosine',
  warmupSteps: 100,
  finalLearningRateRatio: 0.02,
  clipNorm: 1,
  ema: 0.998,
  augment: { flip: 0.5, permuteChannels: 0.5 },
} as const satisfies TrainingSettings;
