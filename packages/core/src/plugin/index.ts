/**
 * What a plugin author imports, and what hosts (command line, pages) need to show a plugin that they don't know.
 *
 * @module
 */
export { FigmentError, isFigmentError } from '../errors.ts';
export { type Section, supportedSpecVersions } from './check-plugin.ts';
export { configForData } from './config-for-data.ts';
export { createModel, type CreateOptions } from './create-model.ts';
export { defineModel, definePlugin, defineTokenizer, task } from './define.ts';
export { refreshHostCopy } from './host-copy.ts';
export { fromHost, type Hosted, type HostValue, toHost, transferList } from './kinds/host.ts';
export { checkKind, checkKindNumbers, isKind, knownKinds, registerKind } from './kinds/kind.ts';
export type { KindRule } from './kinds/kind-rule.ts';
export { tensorKind, type TensorKind } from './kinds/tensor-kind.ts';
export { learntFields } from './require-fields.ts';
export { loadPlugin } from './load-plugin.ts';
export { alike, batched, checkOnePicture, type ImageShape } from './pictures.ts';
export { createRegistry, type Entry, type Registry } from './registry.ts';
export { type Checked, checkSchema, parseSchema, type SchemaIssue } from './schema/check.ts';
export { type Choice, describeSchema, type SchemaField } from './schema/describe.ts';
export { nearest } from './schema/nearest.ts';
export type { Path } from './schema/path.ts';
export { valueFromText, valuesFromPaths, valuesFromText } from './schema/from-text.ts';
export { trainTokenizer, type TrainTokenizerOptions } from './train-tokenizer.ts';
export type * from './spec/v1.ts';
