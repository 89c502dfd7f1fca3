/** An address in the memory the kernels work on, in bytes. */
export type Address = number;

/**
 * What `assembly/` exports; what each does stands there. Tensors are float32 and contiguous unless said otherwise;
 * `scratch` is memory the caller owns and the kernel may overwrite.
 */
export interface Kernels {
  productScratchBytes(): number;
  gemm(transposeA: number, transposeB: number, m: number, n: number, k: number, a: Address, b: Address, c: Address, accumulate: number, scratch: Address): void;
  /** `activation` by {@link activations}; the attention's numbers stand at `call`, in the order of `assembly/attention/call.ts`. */
  linear(
    x: Address, weight: Address, bias: Address, residual: Address, activation: number, rows: number, inputs: number, outputs: number,
    slope: Address, y: Address, scratch: Address,
  ): void;
  /** Without an activation `slope` is 0; without a bias `dbias` is. */
  activationGradient(slope: Address, upstream: Address, rows: number, columns: number, d: Address, dbias: Address, scratch: Address): void;
  attentionScratchBytes(keys: number, width: number, valueWidth: number): number;
  attention(call: Address, q: Address, k: Address, v: Address, mask: Address, y: Address, logSumExp: Address, scratch: Address): void;
  attentionGradientScratchBytes(width: number, valueWidth: number): number;
  attentionGradient(
    call: Address, q: Address, k: Address, v: Address, mask: Address, y: Address, logSumExp: Address, dy: Address,
    dq: Address, dk: Address, dv: Address, scratch: Address,
  ): void;
  convolve(
    gather: Address, source: Address, weights: Address, weightPitch: number, n: number, out: Address, outPitch: number, accumulate: number, scratch: Address,
  ): void;
  turnFilter(filter: Address, tapList: Address, taps: number, inChannels: number, outChannels: number, pitch: number, to: Address): void;
  convolveFilterGradient(gather: Address, source: Address, upstream: Address, pitch: number, n: number, filter: Address, scratch: Address): void;
  depthwiseScratchBytes(taps: number): number;
  depthwise(gather: Address, source: Address, weights: Address, tapList: Address, bias: Address, out: Address, scratch: Address): void;
  depthwiseFilterGradient(gather: Address, source: Address, upstream: Address, filter: Address, scratch: Address): void;
  averagePoolGradient(gather: Address, upstream: Address, dx: Address, scratch: Address): void;
  maxPoolGradient(gather: Address, x: Address, upstream: Address, dx: Address, scratch: Address): void;
  winogradScratchBytes(channels: number): number;
  winogradInput(
    image: Address, height: number, width: number, channels: number, top: number, left: number, tilesH: number, tilesW: number,
    first: number, count: number, to: Address, scratch: Address,
  ): void;
  winogradUpstream(
    image: Address, height: number, width: number, channels: number, tilesH: number, tilesW: number, first: number, count: number, to: Address, scratch: Address,
  ): void;
  winogradOutput(
    products: Address, height: number, width: number, channels: number, tilesH: number, tilesW: number,
    first: number, count: number, bias: Address, out: Address, scratch: Address,
  ): void;
  winogradFilter(filter: Address, inChannels: number, outChannels: number, turned: number, to: Address, scratch: Address): void;
  winogradFilterGradient(u: Address, inChannels: number, outChannels: number, filter: Address, scratch: Address): void;
  fillRows(row: Address, rows: number, columns: number, out: Address): void;

  /** `f` by {@link functions}. */
  unary(f: number, x: Address, out: Address, count: number): void;
  unaryGradient(f: number, x: Address, upstream: Address, out: Address, count: number): void;
  gated(f: number, gate: Address, up: Address, out: Address, count: number): void;
  gatedGradient(f: number, gate: Address, up: Address, upstream: Address, dgate: Address, dup: Address, count: number): void;
  /** `f` by {@link binaryFunctions}. */
  binary(f: number, a: Address, b: Address, axes: number, shape: Address, out: Address, room: Address): void;
  leakyRelu(x: Address, alpha: number, out: Address, count: number): void;
  leakyReluGradient(x: Address, upstream: Address, alpha: number, out: Address, count: number): void;
  /** `condition`: a byte for each number. */
  select(condition: Address, a: Address, b: Address, out: Address, count: number): void;
  addMany(list: Address, terms: number, out: Address, count: number): void;

  groupNormScratchBytes(channels: number, groups: number): number;
  groupNorm(x: Address, gamma: Address, beta: Address, batch: number, places: number, channels: number, groups: number, epsilon: number, y: Address, mean: Address, scale: Address, scratch: Address): void;
  groupNormGradient(
    x: Address, gamma: Address, mean: Address, scale: Address, upstream: Address,
    batch: number, places: number, channels: number, groups: number, dx: Address, dgamma: Address, dbeta: Address, scratch: Address,
  ): void;
  sum(x: Address, outer: number, reduced: number, inner: number, factor: number, out: Address, scratch: Address): void;
  gather(x: Address, ids: Address, batch: number, outer: number, rows: number, count: number, rowBytes: number, out: Address): number;
  /** `kind`: 0 rows, 1 turned, 2 strided, 3 strided bytes. */
  copyView(kind: number, from: Address, to: Address, axes: number, shape: Address, counters: Address): void;
  extreme(least: number, x: Address, outer: number, reduced: number, inner: number, out: Address): void;
  segmentSum(x: Address, ids: Address, count: number, width: number, segments: number, out: Address): void;
  rmsNorm(x: Address, weight: Address, rows: number, channels: number, epsilon: number, y: Address, scale: Address): void;
  rmsNormGradient(x: Address, weight: Address, scale: Address, upstream: Address, rows: number, channels: number, dx: Address, dweight: Address): void;
  layerNorm(x: Address, gamma: Address, beta: Address, rows: number, channels: number, epsilon: number, y: Address, mean: Address, scale: Address): void;
  layerNormGradient(
    x: Address, gamma: Address, mean: Address, scale: Address, upstream: Address,
    rows: number, channels: number, dx: Address, dgamma: Address, dbeta: Address,
  ): void;
  softmax(x: Address, log: number, rows: number, columns: number, y: Address): void;
  crossEntropy(
    logits: Address, targets: Address, weight: Address, rows: number, classes: number, ignored: number, smoothing: number,
    losses: Address, logSumExp: Address,
  ): void;
  crossEntropyGradient(
    logits: Address, targets: Address, weight: Address, rows: number, classes: number, ignored: number, smoothing: number,
    logSumExp: Address, upstream: Address, dlogits: Address,
  ): void;
  adam(
    step: Address, p: Address, g: Address, m: Address, v: Address, largest: Address,
    newP: Address, newM: Address, newV: Address, newLargest: Address, count: number,
  ): void;
  draw(key0: number, key1: number, normal: number, count: number, out: Address): void;
  sumOfSquares(x: Address, count: number): number;
}

/** What a linear map can end with, by number: those of `assembly/elementwise/activation.ts`. */
export const activations = { none: 0, relu: 1, silu: 2, gelu: 3, geluTanh: 4 } as const;

/** Functions of one variable by number: those of `assembly/elementwise/activation.ts`, then those of `functions.ts`. */
export const functions = { silu: 2, gelu: 3, geluTanh: 4, exp: 5, log: 6, tanh: 7, sigmoid: 8, erf: 9, rsqrt: 10, sqrt: 11, softplus: 12 } as const;

/** Functions of two variables by number, those of `assembly/elementwise/binary.ts`; comparisons give truth values of a byte. */
export const binaryFunctions = {
  add: 0, subtract: 1, multiply: 2, divide: 3, maximum: 4, minimum: 5, squaredDifference: 6,
  greater: 7, greaterEqual: 8, less: 9, lessEqual: 10, equal: 11, notEqual: 12,
} as const;

/** Those of {@link Kernels} that products of matrices are at the heart of: `assembly/products.ts`. */
export type Products = Pick<
  Kernels,
  | 'productScratchBytes' | 'gemm' | 'linear' | 'activationGradient' | 'attentionScratchBytes' | 'attention' | 'attentionGradientScratchBytes' | 'attentionGradient'
  | 'convolve' | 'turnFilter' | 'convolveFilterGradient'
>;
