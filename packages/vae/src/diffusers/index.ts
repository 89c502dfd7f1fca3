/**
 * Weights of Hugging Face's diffusers, read and written: `AutoencoderKL` and `VQModel`.
 *
 * @module
 */
export { fromAutoencoderKl, toAutoencoderKl } from './autoencoder-kl-config.ts';
export { importAutoencoderKl, openAutoencoderKl, saveAutoencoderKl } from './autoencoder-kl.ts';
export { diffusersNames } from './names.ts';
export { fromVqModel, toVqModel } from './vq-model-config.ts';
export { importVqModel, openVqModel, saveVqModel } from './vq-model.ts';
