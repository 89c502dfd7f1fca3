import type { TrainingSettings } from '@figment/core/training';

/** What suits a small game: short steps at one rate without momentum, and a generator whose weights are averaged. */
export const trainingDefaults = {
  steps: 4000,
  batchSize: 64,
  optimizer: 'adam',
  learningRate: 4e-4,
  betas: [0, 0.99],
  weightDecay: 0,
  schedule: 'constant',
  warmupSteps: 0,
  finalLearningRateRatio: 1,
  clipNorm: 0,
  ema: 0.998,
  augment: { flip: 0, permuteChannels: 0 },
} as const satisfies TrainingSettings;
