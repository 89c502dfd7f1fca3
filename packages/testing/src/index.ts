/**
 * testing.
 *
 * @module
 */
export {};
