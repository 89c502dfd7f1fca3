/**
 * WebAssembly kernels over the memory of tfjs's wasm backend.
 *
 * @module
 */
export { instantiateKernels } from './instantiate.ts';
export type { Address, Kernels } from './kernels.ts';
