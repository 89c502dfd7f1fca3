/**
 * Conformance checks for model plugins, for any test runner. For vitest there is `testModelPlugin` in `@figment/testing/vitest`.
 *
 * @module
 */
export { type Check, CheckFailed } from './check.ts';
export { freeTensors } from './tensors.ts';
export { modelPluginChecks } from './model-plugin-checks.ts';
export type { PluginCheckOptions } from './options.ts';
export { type AnyBatch, type AnyModel, type AnyOptions, type AnySampling, type StartedRun, Subject } from './subject.ts';
