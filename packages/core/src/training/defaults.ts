import type { TrainingSettings } from './settings.ts';

/** How a model is trained that says nothing about it. */
export const defaultSettings: TrainingSettings = {
  steps: 1000,
  batchSize: 32,
  optimizer: 'adamw',
  learningRate: 1e-3,
  betas: [0.9, 0.999],
  weightDecay: 0.01,
  schedule: 'constant',
  warmupSteps: 0,
  finalLearningRateRatio: 0,
  clipNorm: 0,
  ema: 0,
  augment: { flip: 0, permuteChannels: 0 },
};
