/**
 * Models as Hugging Face's transformers saves them: opened and saved.
 *
 * @module
 */
export { type HuggingFaceConfig, readHuggingFaceConfig } from './config/read-config.ts';
export { type HuggingFaceSource } from './files/source.ts';
export { openHuggingFace, type OpenHuggingFaceOptions, type TransformerModel } from './open.ts';
export { saveHuggingFace, type SavedTransformer, type SaveHuggingFaceOptions } from './save.ts';
export { toHuggingFace } from './to-huggingface.ts';
