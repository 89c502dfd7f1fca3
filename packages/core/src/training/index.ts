/**
 * Objectives, the training loop, optimisers and schedules.
 *
 * @module
 */
export type { TrainEvent } from './event.ts';
export type { Objective, ObjectiveCall, ObjectiveResult } from './objective.ts';
export type { TrainingSettings } from './settings.ts';
