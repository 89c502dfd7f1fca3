/**
 * What a plugin author imports: definitions and their types.
 *
 * @module
 */
export { FigmentError, isFigmentError } from '../errors.ts';
export { defineModel, definePlugin, task } from './define.ts';
export type * from './spec/v1.ts';
