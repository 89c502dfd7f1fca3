/**
 * WebAssembly kernels over the memory of tfjs's wasm backend.
 *
 * @module
 */
export { instantiateKernels, instantiateRelaxedProducts } from './instantiate.ts';
export type { Address, Kernels, Products } from './kernels.ts';
export { activations, binaryFunctions, functions } from './kernels.ts';
