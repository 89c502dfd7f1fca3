/**
 * Models of Hugging Face's diffusers, read and written: folders of denoisers and of whole pipelines.
 *
 * @module
 */
export { exportDit, fromDitConfig, importDit, toDitConfig } from './dit.ts';
export { ditNames } from './dit-names.ts';
export { type ExportedScheduler, fromDiffusersScheduler, type ImportedScheduler, parsePythonJson, toDiffusersScheduler } from './scheduler.ts';
export { type DiffusersPipeline, type OpenedPart, openPipeline, type PipelineOpeners } from './pipeline/open-pipeline.ts';
export { imageToImage, type ImageRequest } from '../latent/image-to-image.ts';
export { inpaint, type InpaintRequest } from '../latent/inpaint.ts';
export type { LatentDraws, LatentPipeline, LatentRequest } from '../latent/pipeline.ts';
export { textToImage } from '../latent/text-to-image.ts';
export { exportSd3, fromSd3Config, importSd3, toSd3Config } from './sd3.ts';
export { sd3Names } from './sd3-names.ts';
export { type ExportOptions, exportUNet, importControlNet, importUNet, openControlNet, openUNet, saveUNet } from './unet.ts';
export { fromControlNetConfig, fromUNetConfig } from './unet-config.ts';
export { toControlNetConfig, toUNetConfig } from './unet-to-config.ts';
export { diffusersNames } from './weights.ts';
