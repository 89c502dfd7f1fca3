/**
 * Trains and samples on libtorch in Node: CPU, CUDA and MPS, with the torch that `pip install torch` brought.
 *
 * @module
 */
export { torchProvider } from './provider.ts';
