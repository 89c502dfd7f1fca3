/**
 * Language models in GGUF files, llama.cpp's format: their metadata, weights of any common quantisation, and whole models.
 *
 * @module
 */
export { openGguf, type OpenGgufOptions } from './models/open.ts';
export { type Gguf, type GgufSource, type GgufTensor, readGguf, type ReadGgufOptions } from './read-gguf.ts';
export { dequantize, type GgufType, ggufTypes } from './types.ts';
