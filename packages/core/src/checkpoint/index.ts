/**
 * Saving models and opening them again: checkpoints, the places where they lie, and safetensors files.
 *
 * @module
 */
export { type AdoptingModel, adoptWeights } from './adopt-weights.ts';
export type { ByteSource, Chunks } from './bytes.ts';
export { inspectCheckpoint, type InspectedTensor, type Inspection } from './inspect.ts';
export type { Manifest } from './manifest.ts';
export { openModel, type OpenOptions } from './open-model.ts';
export * from './safetensors/index.ts';
export { saveModel, type SavedModel, type SaveOptions } from './save-model.ts';
export { httpStore } from './stores/http.ts';
export { type MemoryFiles, memoryStore } from './stores/memory.ts';
export { opfsStore } from './stores/opfs.ts';
export { storeAt } from './stores/store-at.ts';
export type { CheckpointPath, CheckpointStore } from './stores/store.ts';
