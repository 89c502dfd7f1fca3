/**
 * Upscalers of the packages `@upscalerjs/esrgan-slim`, `-medium` and `-thick`, opened as they are published.
 *
 * ```ts
 * const model = await openEsrgan('node_modules/@upscalerjs/esrgan-slim/models/x2');
 * const larger = await model.tasks.upscale.sample({ input: picture }).result();
 * ```
 *
 * @module
 */
export { openEsrgan, type OpenEsrganOptions, readEsrganConfig, type SuperResolutionModel } from './open.ts';
