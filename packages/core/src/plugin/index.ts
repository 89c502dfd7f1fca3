/**
 * What a plugin author imports: definitions and their types.
 *
 * @module
 */
export { FigmentError, isFigmentError } from '../errors.ts';
export { createModel, type CreateOptions } from './create-model.ts';
export { defineModel, definePlugin, task } from './define.ts';
export { fromHost, type Hosted, type HostValue, toHost, transferList } from './kinds/host.ts';
export { knownKinds, registerKind } from './kinds/kind.ts';
export type { KindRule } from './kinds/kind-rule.ts';
export { tensorKind, type TensorKind } from './kinds/tensor-kind.ts';
export { type Checked, checkSchema, parseSchema, type SchemaIssue } from './schema/check.ts';
export type * from './spec/v1.ts';
