/**
 * Tensors, modules, samplers, training, checkpoints and plugins.
 *
 * @module
 */
export { type ErrorCode, FigmentError, isFigmentError } from './errors.ts';
export type { Buffer, DType, HostArray, Parameter, Shape, Tensor } from './tensor.ts';
export { createModel, type CreateOptions } from './plugin/create-model.ts';
