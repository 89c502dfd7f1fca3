/**
 * All diffusion models of this package as a plugin.
 *
 * @module
 */
import { definePlugin } from '@figment/core/plugin';

import { version } from '../package.json';
import { diffusion } from './diffusion.ts';

/** The plugin that applications register. */
export default definePlugin({ specVersion: 'v1', id: 'figment/diffusion', version, models: [diffusion] });
