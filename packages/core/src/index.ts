/**
 * Tensors, modules, samplers, training, checkpoints and plugins.
 *
 * @module
 */
export { type ErrorCode, FigmentError, isFigmentError } from './errors.ts';
export type { Buffer, DType, HostArray, Parameter, Shape, Tensor } from './tensor.ts';
export { createModel, type CreateOptions } from './plugin/create-model.ts';
export { selectBackend, type SelectOptions } from './backend/select.ts';
export type { Selection } from './backend/selection.ts';
export { train, type TrainingRun } from './training/train.ts';
export type { TrainEvent } from './training/event.ts';
export type { Model } from './plugin/spec/v1.ts';
export type { Key } from './random/key.ts';
export type { RunOptions, Sampling, SamplingStep } from './sampling/sampling.ts';
