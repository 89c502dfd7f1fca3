/**
 * checkpoint.
 *
 * @module
 */
export {};
