/**
 * The tokenizers of this package as a plugin.
 *
 * @module
 */
export {};
