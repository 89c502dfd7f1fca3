/**
 * Conformance checks for plugins with models and tokenizers, for any test runner. For vitest there are `testModelPlugin` and `testTokenizerPlugin`
 * in `@figment/testing/vitest`.
 *
 * @module
 */
export { type Check, CheckFailed } from './check.ts';
export { freeTensors } from './tensors.ts';
export { modelPluginChecks } from './model-plugin-checks.ts';
export type { PluginCheckOptions } from './options.ts';
export type { TokenizerCheckOptions } from './tokenizer/options.ts';
export { tokenizerPluginChecks } from './tokenizer/tokenizer-plugin-checks.ts';
export { type AnyBatch, type AnyModel, type AnyOptions, type AnySampling, type StartedRun, Subject } from './subject.ts';
