/**
 * ops.
 *
 * @module
 */
export {};
