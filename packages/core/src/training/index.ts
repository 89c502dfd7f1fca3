/**
 * Objectives, the training loop, optimisers and schedules.
 *
 * @module
 */
export * from './optimizers/index.ts';
export * from './schedules/index.ts';
export { type Ema, emaDecay, type EmaOptions, emaUpdate } from './ema.ts';
export type { TrainEvent } from './event.ts';
export { optimizerFor, scheduleFor } from './from-settings.ts';
export type { Objective, ObjectiveCall, ObjectiveResult } from './objective.ts';
export type { TrainingSettings } from './settings.ts';
