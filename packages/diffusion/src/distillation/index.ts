/**
 * Few steps instead of many: a model that learns what another makes, and small adapters that hold what it learns.
 *
 * @module
 */
export { DenoiserAdapter, type DenoiserAdapterOptions } from '../adapters/denoiser-adapter.ts';
export { distill, type DistillOptions, type TaughtModel } from './distill.ts';
export { type ReflowBatch, reflowObjective, type ReflowOptions, type ReflowStudent, type ReflowTeacher } from './reflow-objective.ts';
