/**
 * Objectives, the training loop, optimisers and schedules.
 *
 * @module
 */
export * from './optimizers/index.ts';
export * from './schedules/index.ts';
export { batchesFor } from './batches-for.ts';
export { calibrate, type CalibrateOptions } from './calibrate.ts';
export { defaultSettings } from './defaults.ts';
export { type Ema, emaDecay, type EmaOptions, emaUpdate } from './ema.ts';
export { evaluate, type EvaluateOptions, type Evaluation } from './evaluate.ts';
export type { TrainEvent } from './event.ts';
export { optimizerFor, scheduleFor, type SettledOptions, trainOptionsFor } from './from-settings.ts';
export type { Objective, ObjectiveCall, ObjectiveResult } from './objective.ts';
export type { Intervention, NamedPolicy, PolicyAction, PolicyDecision, RateScale, TrainingPolicy } from './policy.ts';
export type { CheckpointOptions, Trainable, TrainingData, TrainOptions } from './options.ts';
export { profileSteps, type StepsProfile } from './profile-steps.ts';
export type { TrainingSettings } from './settings.ts';
export { train, type TrainingRun } from './train.ts';
