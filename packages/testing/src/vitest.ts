/**
 * Conformance checks for plugins with models and tokenizers, as vitest suites.
 *
 * @module
 */
export type { PluginCheckOptions } from './options.ts';
export { testModelPlugin } from './test-model-plugin.ts';
export type { TokenizerCheckOptions } from './tokenizer/options.ts';
export { testTokenizerPlugin } from './tokenizer/test-tokenizer-plugin.ts';
