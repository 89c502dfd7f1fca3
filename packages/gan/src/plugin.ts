/**
 * All adversarial models of this package as a plugin.
 *
 * @module
 */
import { definePlugin } from '@figment/core/plugin';

import { version } from '../package.json';
import { gan } from './gan.ts';
import { imageToImage } from './image-to-image.ts';
import { superResolution } from './super-resolution.ts';
import { unpairedImageToImage } from './unpaired-image-to-image.ts';

/** The plugin that applications register. */
export default definePlugin({ specVersion: 'v1', id: 'figment/gan', version, models: [gan, imageToImage, unpairedImageToImage, superResolution] });
