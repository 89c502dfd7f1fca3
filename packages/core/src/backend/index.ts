/**
 * backend.
 *
 * @module
 */
export {};
