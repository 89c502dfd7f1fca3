/**
 * The header of GGUF files, in which vocabularies and whole models travel.
 *
 * @module
 */
export { type GgufHeader, type GgufHeaderOptions, type GgufTensorInfo, type GgufValue, readGgufHeader } from './header.ts';
