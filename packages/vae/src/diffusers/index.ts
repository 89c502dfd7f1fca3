/**
 * Weights of Hugging Face's diffusers, read and written: `AutoencoderKL` and `VQModel`.
 *
 * @module
 */
export { fromAutoencoderKl, toAutoencoderKl } from './autoencoder-kl-config.ts';
export { importAutoencoderKl, openAutoencoderKl, saveAutoencoderKl } from './autoencoder-kl.ts';
export { type DiffusersFiles, readFolder } from './files.ts';
export { fromTorch, type Layout, layoutOf, toTorch, torchShape } from './layout.ts';
export { currentName, diffusersName } from './names.ts';
export { fromVqModel, toVqModel } from './vq-model-config.ts';
export { importVqModel, openVqModel, saveVqModel } from './vq-model.ts';
