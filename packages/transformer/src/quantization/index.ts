/**
 * Weights in fewer bits.
 *
 * @module
 */
export { dequantizeInt8, type Int8Matrix, int8Product, type Int8ProductOptions, quantizeInt8 } from './int8.ts';
