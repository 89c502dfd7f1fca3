/**
 * Modules and layers.
 *
 * @module
 */
export { buffer, Module, parameter } from './module.ts';
