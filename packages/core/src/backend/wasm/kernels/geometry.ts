import { backend_util as backendUtil } from '@tensorflow/tfjs-core';

import type { Address } from '@figment/kernels-wasm';
import type { WasmRuntime } from '../runtime.ts';

export type Conv2dInfo = ReturnType<typeof backendUtil.computeConv2DInfo>;
type Padding = Parameters<typeof backendUtil.computeConv2DInfo>[4];
type Image = [number, number, number, number];

export interface Conv2dAttributes {
  readonly strides: [number, number] | number;
  readonly pad: Padding;
  readonly dataFormat?: 'NHWC' | 'NCHW';
  readonly dilations?: [number, number] | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Sizes, strides and padding; tfjs-wasm lays images out as NHWC only. */
export function conv2dInfo(inputShape: readonly number[], filterShape: readonly number[], attributes: Conv2dAttributes, depthwise = false): Conv2dInfo {
  const { strides, pad, dataFormat = 'NHWC', dilations = 1, dimRoundingMode } = attributes;
  if (dataFormat !== 'NHWC') throw new Error(`convolution on wasm takes NHWC, got ${dataFormat}.`);
  return backendUtil.computeConv2DInfo(inputShape as Image, filterShape as Image, strides, dilations, pad, dimRoundingMode, depthwise);
}

/** The fields of `Gather` in kernels-wasm, in its order. */
export interface Gather {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  /** Channels that a place sees: those of its group. */
  readonly channels: number;
  /** Channels of a pixel, of all groups. */
  readonly pitch: number;
  readonly grid: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly origin: readonly [number, number];
  readonly outSize: readonly [number, number];
  readonly outStep: readonly [number, number];
  readonly outOrigin: readonly [number, number];
  readonly taps: readonly (readonly [row: number, column: number])[];
}

export function gatherBytes(taps: number): number {
  return 4 * (18 + 2 * taps);
}

export function writeGather(runtime: WasmRuntime, at: Address, g: Gather): void {
  const fields = [g.batch, g.height, g.width, g.channels, g.pitch, ...g.grid, ...g.stride, ...g.origin, ...g.outSize, ...g.outStep, ...g.outOrigin, g.taps.length, ...g.taps.flat()];
  runtime.ints(at, fields.length).set(fields);
}

/** What a convolution reads: place (i, j) of the output sees the input from (i * stride - pad) on, tap by tap. */
export function forwardGather(info: Conv2dInfo, groups = 1): Gather {
  const taps: [number, number][] = [];
  for (let h = 0; h < info.filterHeight; h++) for (let w = 0; w < info.filterWidth; w++) taps.push([h * info.dilationHeight, w * info.dilationWidth]);
  return {
    batch: info.batchSize,
    height: info.inHeight,
    width: info.inWidth,
    channels: info.inChannels / groups,
    pitch: info.inChannels,
    grid: [info.outHeight, info.outWidth],
    stride: [info.strideHeight, info.strideWidth],
    origin: [-info.padInfo.top, -info.padInfo.left],
    outSize: [info.outHeight, info.outWidth],
    outStep: [1, 1],
    outOrigin: [0, 0],
    taps,
  };
}

/** One phase of an input gradient: the inputs that lie alike between strides see the same taps of the filter. */
export interface Phase {
  readonly gather: Gather;
  /** Index in the filter of each tap. */
  readonly filterTaps: readonly number[];
}

/**
 * What an input gradient reads: input row h was seen through tap t by output row (h + pad - t * dilation) / stride, where
 * that is a whole number. Rows of the same remainder h mod stride form a phase, so no multiplication by zero is left.
 */
export function backwardPhases(info: Conv2dInfo, groups = 1): Phase[] {
  const rows = axisPhases(info.inHeight, info.strideHeight, info.padInfo.top, info.filterHeight, info.dilationHeight);
  const columns = axisPhases(info.inWidth, info.strideWidth, info.padInfo.left, info.filterWidth, info.dilationWidth);
  return rows.flatMap((row) =>
    columns.map((column) => ({
      filterTaps: row.taps.flatMap(([h]) => column.taps.map(([w]) => h * info.filterWidth + w)),
      gather: {
        batch: info.batchSize,
        height: info.outHeight,
        width: info.outWidth,
        channels: info.outChannels / groups,
        pitch: info.outChannels,
        grid: [row.count, column.count],
        stride: [1, 1],
        origin: [0, 0],
        outSize: [info.inHeight, info.inWidth],
        outStep: [info.strideHeight, info.strideWidth],
        outOrigin: [row.phase, column.phase],
        taps: row.taps.flatMap(([, dh]) => column.taps.map(([, dw]) => [dh, dw] as const)),
      },
    })),
  );
}

function axisPhases(size: number, stride: number, pad: number, filter: number, dilation: number): { phase: number; count: number; taps: (readonly [tap: number, offset: number])[] }[] {
  return Array.from({ length: Math.min(stride, size) }, (_, phase) => {
    const taps: (readonly [number, number])[] = [];
    for (let tap = 0; tap < filter; tap++) {
      const offset = (phase + pad - tap * dilation) / stride;
      if (Number.isInteger(offset)) taps.push([tap, offset]);
    }
    return { phase, count: Math.ceil((size - phase) / stride), taps };
  });
}

/** A convolution whose channels fall into groups that don't see each other; a depthwise one has a group for each channel. */
export interface Convolution {
  readonly info: Conv2dInfo;
  readonly groups: number;
}

/** Each channel sees itself alone. */
export function isDepthwise({ info, groups }: Convolution): boolean {
  return groups > 1 && groups === info.inChannels && groups === info.outChannels;
}

/** A 1x1 convolution is a plain product over all pixels. */
export function isProduct({ info, groups }: Convolution): boolean {
  const { padInfo: pad } = info;
  return groups === 1 && info.filterHeight * info.filterWidth === 1 && info.strideHeight === 1 && info.strideWidth === 1 && pad.top + pad.left + pad.bottom + pad.right === 0;
}

/** Batch times height times width. */
export function pixels(shape: readonly number[]): number {
  return (shape[0] ?? 1) * (shape[1] ?? 1) * (shape[2] ?? 1);
}
