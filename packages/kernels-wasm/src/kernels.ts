/** An address in the memory the kernels work on, in bytes. */
export type Address = number;

/**
 * What `assembly/` exports; what each does stands there. Tensors are float32 and contiguous unless said otherwise;
 * `scratch` is memory the caller owns and the kernel may overwrite.
 */
export interface Kernels {
  productScratchBytes(): number;
  gemm(transposeA: number, transposeB: number, m: number, n: number, k: number, a: Address, b: Address, c: Address, accumulate: number, scratch: Address): void;
  convolve(gather: Address, source: Address, weights: Address, n: number, out: Address, scratch: Address): void;
  turnFilter(filter: Address, tapList: Address, taps: number, inChannels: number, outChannels: number, to: Address): void;
  convolveFilterGradient(gather: Address, source: Address, upstream: Address, n: number, filter: Address, scratch: Address): void;
}
