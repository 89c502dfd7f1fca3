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

  silu(x: Address, out: Address, count: number): void;
  siluGradient(x: Address, upstream: Address, out: Address, count: number): void;
  groupNormScratchBytes(channels: number, groups: number): number;
  groupNorm(x: Address, gamma: Address, beta: Address, batch: number, places: number, channels: number, groups: number, epsilon: number, y: Address, mean: Address, scale: Address, scratch: Address): void;
  groupNormGradient(
    x: Address, gamma: Address, mean: Address, scale: Address, upstream: Address,
    batch: number, places: number, channels: number, groups: number, dx: Address, dgamma: Address, dbeta: Address, scratch: Address,
  ): void;
  sum(x: Address, outer: number, reduced: number, inner: number, factor: number, out: Address, scratch: Address): void;
  segmentSum(x: Address, ids: Address, count: number, width: number, segments: number, out: Address): void;
  gelu(x: Address, tanh: number, out: Address, count: number): void;
  geluGradient(x: Address, upstream: Address, tanh: number, out: Address, count: number): void;
  rmsNorm(x: Address, weight: Address, rows: number, channels: number, epsilon: number, y: Address, scale: Address): void;
  rmsNormGradient(x: Address, weight: Address, scale: Address, upstream: Address, rows: number, channels: number, dx: Address, dweight: Address): void;
}
