export const binaryName = 'tfjs-backend-wasm-simd.wasm';
