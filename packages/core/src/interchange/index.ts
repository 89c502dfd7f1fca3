/**
 * Models of Python's libraries, read and written: folders, names of weights, and how torch lays them out.
 *
 * @module
 */
export { DIFFUSERS_VERSION, parseClassConfig, refuseField } from './class-config.ts';
export { filesAt, type ModelFiles, type ReadableFiles, readJsonFile, readModelFolder, storeWithin, writeModelFolder } from './folder.ts';
export { fromTorch, type Layout, layoutOf, torchShape, toTorch } from './layout.ts';
export { currentAttentionName, snakeCaseNames, type WeightNames } from './names.ts';
export { filesOf, type ModelSource } from './sources.ts';
export { type NamedWeights, readWeights, type StoredWeights, weightsFor } from './weights.ts';
