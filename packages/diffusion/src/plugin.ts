/**
 * All diffusion models of this package as a plugin.
 *
 * @module
 */
import { definePlugin } from '@figment/core/plugin';

import { version } from '../package.json';
import { audioDiffusion } from './audio-diffusion.ts';
import { diffusion } from './diffusion.ts';
import { latentDiffusion } from './latent-diffusion.ts';
import { textToImage } from './text-to-image.ts';
import { videoDiffusion } from './video-diffusion.ts';

/** The plugin that applications register. */
export default definePlugin({ specVersion: 'v1', id: 'figment/diffusion', version, models: [diffusion, latentDiffusion, textToImage, audioDiffusion, videoDiffusion] });
