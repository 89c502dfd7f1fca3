import { instantiateRelaxedProducts, type Kernels, type Products } from '@figment/kernels-wasm';

import { FigmentError } from '../../errors.ts';
import type { TfjsWasm } from './runtime.ts';

/** The longest that measuring takes, besides the round it is in. */
const limitMs = 8;
/** Of the square matrices that are multiplied. */
const size = 96;
/**
 * The share of the plain time that fused products must stay below. They round otherwise, so a run that is resumed must find the
 * same ones: where they are as fast as plain ones chance must not choose, and where they are worth it they take about half of the time.
 */
const worthwhile = 0.8;

/**
 * Puts products with relaxed SIMD in place of the plain ones: where `wanted` says so, or, undefined, where they are there
 * and faster. Says whether it did.
 *
 * @throws FigmentError `OPTIONS_INVALID` where they are wanted and the engine has none.
 */
export async function withRelaxedSimd(backend: TfjsWasm, plain: Kernels, wanted: boolean | undefined): Promise<{ kernels: Kernels; relaxedSimd: boolean }> {
  const relaxed = wanted === false ? undefined : await instantiateRelaxedProducts(backend.wasm.asm.memory);
  if (wanted === true && relaxed === undefined) {
    throw new FigmentError('OPTIONS_INVALID', 'wasm.relaxedSimd must be false or left out here, got true: this engine has no relaxed SIMD (in Node: --experimental-wasm-relaxed-simd).');
  }
  const relaxedSimd = relaxed !== undefined && (wanted ?? (isFaster(backend, relaxed, plain) && isFaster(backend, relaxed, plain)));
  return { kernels: relaxedSimd ? { ...plain, ...relaxed } : plain, relaxedSimd };
}

/** In alternation, and the best of each: engines compile what runs often once more in the background, and a busy machine only ever adds time. */
function isFaster(backend: TfjsWasm, relaxed: Products, plain: Products): boolean {
  const matrix = 4 * size * size;
  const at = backend.wasm._malloc(3 * matrix + plain.productScratchBytes()) >>> 0;
  new Float32Array(backend.wasm.asm.memory.buffer, at, 2 * size * size).fill(1);
  const timeOf = ({ gemm }: Products): number => {
    const from = performance.now();
    gemm(0, 0, size, size, size, at, at + matrix, at + 2 * matrix, 0, at + 3 * matrix);
    return performance.now() - from;
  };
  const best = { relaxed: Infinity, plain: Infinity };
  const start = performance.now();
  do {
    best.relaxed = Math.min(best.relaxed, timeOf(relaxed));
    best.plain = Math.min(best.plain, timeOf(plain));
  } while (performance.now() - start < limitMs);
  backend.wasm._free(at);
  return best.relaxed < worthwhile * best.plain;
}
