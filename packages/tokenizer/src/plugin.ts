/**
 * The tokenizers of this package as a plugin: an object as core's specification v1 describes it, made without core.
 *
 * @module
 */
import { version } from '../package.json';
import { tokenizer } from './plugin/definition.ts';

export type { TrainingCall } from './plugin/definition.ts';

/** The plugin that applications register. */
export default { specVersion: 'v1' as const, id: 'figment/tokenizer', version, tokenizers: [tokenizer] };
