/**
 * Text to ids and back.
 *
 * @module
 */
export { isTokenizerError, TokenizerError, type TokenizerErrorCode } from './errors.ts';
