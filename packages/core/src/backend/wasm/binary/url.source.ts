/** As `url.ts`, in this repository: the file where the package manager put it. */
export const simdBinary = new URL('../../../../node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm', import.meta.url);
