import type { TrainingSettings } from '@figment/core/training';

/** What suits small transformers: a high rate that sinks to a twentieth along a cosine, and decay of matrices only. */
const common = {
  steps: 2000,
  optimizer: 'adamw',
  schedule: 'cosine',
  clipNorm: 1,
  ema: 0,
  augment: { flip: 0, permuteChannels: 0 },
} as const satisfies Partial<TrainingSettings>;

/** Of language models. */
export const languageModelTraining = { ...common, batchSize: 20, learningRate: 2e-3, betas: [0.9, 0.95], weightDecay: 0.1, warmupSteps: 100, finalLearningRateRatio: 0.05 } as const satisfies TrainingSettings;

/** Of encoder-decoders. */
export const sequenceToSequenceTraining = { ...common, steps: 6000, batchSize: 32, learningRate: 1.5e-3, betas: [0.9, 0.98], weightDecay: 0.05, warmupSteps: 200, finalLearningRateRatio: 0.03 } as const satisfies TrainingSettings;

/** Of encoders. */
export const textEncoderTraining = { ...common, batchSize: 32, learningRate: 1e-3, betas: [0.9, 0.98], weightDecay: 0.01, warmupSteps: 200, finalLearningRateRatio: 0.05 } as const satisfies TrainingSettings;
