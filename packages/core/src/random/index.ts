/**
 * Splittable counter-based random keys.
 *
 * @module
 */
export type { Generator, Key } from './key.ts';
