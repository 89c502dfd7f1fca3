/**
 * All autoencoders of this package as a plugin.
 *
 * @module
 */
import { definePlugin } from '@figment/core/plugin';

import { version } from '../package.json';
import { klAutoencoder } from './kl-autoencoder.ts';
import { vae } from './vae.ts';
import { vqAutoencoder } from './vq-autoencoder.ts';
import { vqVae } from './vq-vae.ts';

/** The plugin that applications register. */
export default definePlugin({ specVersion: 'v1', id: 'figment/vae', version, models: [vae, vqVae, klAutoencoder, vqAutoencoder] });
