/**
 * Small matrices that are trained instead of a model's weights: LoRA and DoRA, put on, merged, and exchanged with PEFT.
 *
 * @module
 */
export { type Adaptable, attachAdapter, resetMagnitudes, trainableParameters } from './attach.ts';
export { openAdapter, saveAdapter } from './files.ts';
export type { AdapterHandle } from './handle.ts';
export { adapterOf, mergeAdapter } from './merge.ts';
export { readPeftAdapter } from './peft/read.ts';
export { writePeftAdapter, type WritePeftOptions } from './peft/write.ts';
export type { AdapterSettings, ResolvedAdapterSettings } from './settings.ts';
