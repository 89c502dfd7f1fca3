/**
 * Where tfjs's WebAssembly lies in the published package: beside this file (the build copies it there).
 * Bundlers follow `new URL(literal, import.meta.url)`, so the path has to stand here as a literal.
 */
export const simdBinary = new URL('./tfjs-backend-wasm-simd.wasm', import.meta.url);
