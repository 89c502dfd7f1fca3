/**
 * vae.
 *
 * @module
 */
export {};
