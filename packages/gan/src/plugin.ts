/**
 * All adversarial models of this package as a plugin.
 *
 * @module
 */
import { definePlugin } from '@figment/core/plugin';

import { version } from '../package.json';
import { gan } from './gan.ts';

/** The plugin that applications register. */
export default definePlugin({ specVersion: 'v1', id: 'figment/gan', version, models: [gan] });
