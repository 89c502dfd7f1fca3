/**
 * Text that is sure to have a form: a JSON schema, a regular expression or a grammar.
 *
 * @module
 */
export { constrain, type ConstrainOptions, type Form } from './constrain.ts';
export { grammar } from './grammar.ts';
export { jsonSchema, type JsonSchemaOptions } from './json-schema.ts';
export { pattern } from './pattern.ts';
export type { Whitespace } from './json-schema/layout.ts';
export type { Expression } from './automaton/expression.ts';
