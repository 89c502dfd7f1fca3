/**
 * Conformance checks for model plugins, as a vitest suite.
 *
 * @module
 */
export type { PluginCheckOptions } from './options.ts';
export { testModelPlugin } from './test-model-plugin.ts';
