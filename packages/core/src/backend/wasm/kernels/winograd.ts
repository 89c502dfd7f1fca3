import type { Address } from '@figment/kernels-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { WasmRuntime } from '../runtime.ts';
import type { Convolution } from './geometry.ts';

/** Points at which a tile of 4x4 outputs of a 3x3 filter is computed. */
const points = 36;
/** Most bytes of a filter at all points: scratch stays allocated. */
const filterBytes = 1 << 26;
/** Bytes of the tiles that are at hand at a time: about what the second cache holds. */
const blockBytes = 1 << 20;

/**
 * Whether Winograd's way pays: 3x3 filters of stride 1, channels that go by fours and are many enough for the transforms to be the lesser
 * part, and an image that tiles of 4x4 don't overlap much.
 */
export function suitsWinograd({ info, groups }: Convolution): boolean {
  const isPlain = groups === 1 && info.filterHeight === 3 && info.filterWidth === 3
    && info.strideHeight === 1 && info.strideWidth === 1 && info.dilationHeight === 1 && info.dilationWidth === 1;
  return isPlain && [info.inChannels, info.outChannels].every((channels) => channels % 4 === 0 && channels >= 16)
    && 4 * points * info.inChannels * info.outChannels <= filterBytes
    && fits(info.batchSize, info.outHeight, info.outWidth) && fits(info.batchSize, info.inHeight, info.inWidth);
}

function fits(batch: number, height: number, width: number): boolean {
  const tiles = Math.ceil(height / 4) * Math.ceil(width / 4);
  return batch * tiles >= 16 && 16 * tiles <= 1.8 * height * width;
}

interface Image {
  readonly address: Address;
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** The blocks of tiles of an image. */
interface Tiles {
  readonly rows: number;
  readonly columns: number;
  readonly total: number;
  /** Most of a block. */
  readonly block: number;
}

function tilesOf({ batch, height, width }: Image, channels: number): Tiles {
  const [rows, columns] = [Math.ceil(height / 4), Math.ceil(width / 4)];
  const total = batch * rows * columns;
  const most = Math.max(32, Math.floor(blockBytes / (4 * points * channels)));
  // Blocks of even size: 70 as 35 + 35.
  return { rows, columns, total, block: Math.ceil(total / Math.ceil(total / most)) };
}

/** x: [B, H, W, I], filter: [3, 3, I, O], bias: [O] -> out: [B, H', W', O] */
export function winograd(runtime: WasmRuntime, x: TensorInfo, filter: TensorInfo, bias: TensorInfo | undefined, out: TensorInfo, { info }: Convolution): void {
  correlate(runtime, imageOf(runtime, x), { top: info.padInfo.top, left: info.padInfo.left }, filter, false, bias, imageOf(runtime, out));
}

/** upstream: [B, H', W', O], filter: [3, 3, I, O] -> out: [B, H, W, I]: a correlation with the filter turned by half a turn. */
export function winogradInputGradient(runtime: WasmRuntime, upstream: TensorInfo, filter: TensorInfo, out: TensorInfo, { info }: Convolution): void {
  correlate(runtime, imageOf(runtime, upstream), { top: 2 - info.padInfo.top, left: 2 - info.padInfo.left }, filter, true, undefined, imageOf(runtime, out));
}

function correlate(
  runtime: WasmRuntime, source: Image, { top, left }: { top: number; left: number }, filter: TensorInfo, isTurned: boolean, bias: TensorInfo | undefined, out: Image,
): void {
  const { kernels } = runtime;
  const [, , inChannels, outChannels] = filter.shape as [number, number, number, number];
  const tiles = tilesOf(out, source.channels + out.channels);
  const [scratch, product, weights, inputs, products] = allot(runtime, [
    kernels.winogradScratchBytes(Math.max(source.channels, out.channels)),
    kernels.productScratchBytes(),
    4 * points * inChannels * outChannels,
    4 * points * tiles.block * source.channels,
    4 * points * tiles.block * out.channels,
  ]) as [Address, Address, Address, Address, Address];
  kernels.winogradFilter(runtime.address(filter), inChannels, outChannels, Number(isTurned), weights, scratch);
  for (let first = 0; first < tiles.total; first += tiles.block) {
    const count = Math.min(tiles.block, tiles.total - first);
    kernels.winogradInput(source.address, source.height, source.width, source.channels, top, left, tiles.rows, tiles.columns, first, count, inputs, scratch);
    for (let point = 0; point < points; point++) {
      const [a, b, c] = [inputs + 4 * point * count * source.channels, weights + 4 * point * inChannels * outChannels, products + 4 * point * count * out.channels];
      // Turned, the weights are [out, source]: input channels are what is computed.
      kernels.gemm(0, Number(isTurned), count, out.channels, source.channels, a, b, c, 0, product);
    }
    kernels.winogradOutput(products, out.height, out.width, out.channels, tiles.rows, tiles.columns, first, count, bias === undefined ? 0 : runtime.address(bias), out.address, scratch);
  }
}

/** x: [B, H, W, I], upstream: [B, H', W', O] -> out: [3, 3, I, O] */
export function winogradFilterGradient(runtime: WasmRuntime, x: TensorInfo, upstream: TensorInfo, out: TensorInfo, { info }: Convolution): void {
  const { kernels } = runtime;
  const [source, dy] = [imageOf(runtime, x), imageOf(runtime, upstream)];
  const tiles = tilesOf(dy, source.channels + dy.channels);
  const [scratch, product, sums, inputs, outputs] = allot(runtime, [
    kernels.winogradScratchBytes(Math.max(source.channels, dy.channels)),
    kernels.productScratchBytes(),
    4 * points * source.channels * dy.channels,
    4 * points * tiles.block * source.channels,
    4 * points * tiles.block * dy.channels,
  ]) as [Address, Address, Address, Address, Address];
  for (let first = 0; first < tiles.total; first += tiles.block) {
    const count = Math.min(tiles.block, tiles.total - first);
    kernels.winogradInput(source.address, source.height, source.width, source.channels, info.padInfo.top, info.padInfo.left, tiles.rows, tiles.columns, first, count, inputs, scratch);
    kernels.winogradUpstream(dy.address, dy.height, dy.width, dy.channels, tiles.rows, tiles.columns, first, count, outputs, scratch);
    for (let point = 0; point < points; point++) {
      const [a, b, c] = [inputs + 4 * point * count * source.channels, outputs + 4 * point * count * dy.channels, sums + 4 * point * source.channels * dy.channels];
      kernels.gemm(1, 0, source.channels, dy.channels, count, a, b, c, Number(first > 0), product);
    }
  }
  kernels.winogradFilterGradient(sums, source.channels, dy.channels, runtime.address(out), scratch);
}

function imageOf(runtime: WasmRuntime, tensor: TensorInfo): Image {
  const [batch, height, width, channels] = tensor.shape as [number, number, number, number];
  return { address: runtime.address(tensor), batch, height, width, channels };
}

/** Parts of scratch, each aligned to 16 bytes. */
function allot(runtime: WasmRuntime, bytes: readonly number[]): Address[] {
  const sizes = bytes.map((size) => 16 * Math.ceil(size / 16));
  let at = runtime.scratch(sizes.reduce((a, b) => a + b, 0));
  return sizes.map((size) => (at += size) - size);
}
