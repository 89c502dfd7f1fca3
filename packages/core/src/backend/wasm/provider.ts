import type { BackendProvider } from '../provider.ts';

/** A module with one function that uses a SIMD instruction: (func (drop (i8x16.popcnt (i32x4.splat (i32.const 0))))). */
const simdProbe = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 11, 1, 9, 0, 65, 0, 253, 17, 253, 98, 26, 11]);

/** WebAssembly with SIMD: every browser since 2023, and Node. */
export const wasmProvider: BackendProvider = {
  name: 'wasm',
  probe: () => {
    if (typeof WebAssembly === 'undefined') return Promise.resolve({ available: false, reason: 'there is no WebAssembly here' });
    if (!WebAssembly.validate(simdProbe)) return Promise.resolve({ available: false, reason: 'WebAssembly has no SIMD here (browsers have it since 2023)' });
    return Promise.resolve({ available: true, device: 'CPU, 1 thread, SIMD' });
  },
  start: async (options) => (await import('./start.ts')).startWasm(options),
};
