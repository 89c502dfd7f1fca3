/**
 * cli.
 *
 * @module
 */
export {};
