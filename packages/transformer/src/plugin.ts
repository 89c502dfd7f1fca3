/**
 * All language models of this package as a plugin.
 *
 * @module
 */
import { definePlugin } from '@figment/core/plugin';

import { version } from '../package.json';
import { sequenceToSequence } from './sequence-to-sequence.ts';
import { textEncoder } from './text-encoder.ts';
import { transformer } from './transformer.ts';

/** The plugin that applications register. */
export default definePlugin({ specVersion: 'v1', id: 'figment/transformer', version, models: [transformer, textEncoder, sequenceToSequence] });
