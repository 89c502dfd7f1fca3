/**
 * Models of Hugging Face's diffusers, read and written: folders of denoisers and of whole pipelines.
 *
 * @module
 */
export { exportDit, fromDitConfig, importDit, toDitConfig } from './dit.ts';
export { ditNames } from './dit-names.ts';
export { exportSd3, fromSd3Config, importSd3, toSd3Config } from './sd3.ts';
export { sd3Names } from './sd3-names.ts';
export { type ExportOptions, exportUNet, importControlNet, importUNet, openControlNet, openUNet, saveUNet } from './unet.ts';
export { fromControlNetConfig, fromUNetConfig } from './unet-config.ts';
export { toControlNetConfig, toUNetConfig } from './unet-to-config.ts';
export { diffusersNames } from './weights.ts';
