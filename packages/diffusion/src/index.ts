/**
 * Diffusion models: pictures out of noise, by nothing, a class or a caption; in pixels or in latents.
 *
 * @module
 */
export { diffusion } from './diffusion.ts';
