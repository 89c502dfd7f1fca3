import { backend_util as backendUtil } from '@tensorflow/tfjs-core';

/** A sliding window over up to three axes (depth, height, width) of an image [B, D, H, W, C]; two axes have a depth of 1. */
export interface Window {
  readonly batch: number;
  readonly channels: number;
  /** Sizes of the input, the output and the window along each axis. */
  readonly input: Triple;
  readonly output: Triple;
  readonly size: Triple;
  readonly stride: Triple;
  readonly dilation: Triple;
  /** Places before the first, along each axis. */
  readonly padding: Triple;
}
export type Triple = readonly [depth: number, height: number, width: number];

export interface PoolAttributes {
  readonly filterSize: number | [number, number] | [number, number, number];
  readonly strides: number | [number, number] | [number, number, number];
  readonly pad: 'valid' | 'same' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** A pooling window over [B, H, W, C]. */
export function poolWindow2d(inputShape: readonly number[], { filterSize, strides, pad, dimRoundingMode }: PoolAttributes): Window {
  const info = backendUtil.computePool2DInfo(inputShape as [number, number, number, number], filterSize as [number, number], strides as [number, number], 1, pad, dimRoundingMode);
  return {
    batch: info.batchSize,
    channels: info.inChannels,
    input: [1, info.inHeight, info.inWidth],
    output: [1, info.outHeight, info.outWidth],
    size: [1, info.filterHeight, info.filterWidth],
    stride: [1, info.strideHeight, info.strideWidth],
    dilation: [1, 1, 1],
    padding: [0, info.padInfo.top, info.padInfo.left],
  };
}

/** A pooling window over [B, D, H, W, C]. */
export function poolWindow3d(inputShape: readonly number[], { filterSize, strides, pad, dimRoundingMode }: PoolAttributes): Window {
  const info = backendUtil.computePool3DInfo(inputShape as [number, number, number, number, number], filterSize as [number, number, number], strides as [number, number, number], 1, pad, dimRoundingMode);
  return {
    batch: info.batchSize,
    channels: info.inChannels,
    input: [info.inDepth, info.inHeight, info.inWidth],
    output: [info.outDepth, info.outHeight, info.outWidth],
    size: [info.filterDepth, info.filterHeight, info.filterWidth],
    stride: [info.strideDepth, info.strideHeight, info.strideWidth],
    dilation: [1, 1, 1],
    padding: [info.padInfo.front, info.padInfo.top, info.padInfo.left],
  };
}

/**
 * Calls `visit` for each place of the output and each tap of the window that lies inside the input, taps in order:
 * the indices of the output's and the input's place (times channels they are offsets) and of the tap.
 */
export function forEachTap({ batch, input, output, size, stride, dilation, padding }: Window, visit: (out: number, inside: number, tap: number) => void): void {
  const [inD, inH, inW] = input;
  const [outD, outH, outW] = output;
  const [sizeD, sizeH, sizeW] = size;
  for (let b = 0, out = 0; b < batch; b++) {
    for (let d = 0; d < outD; d++) {
      for (let h = 0; h < outH; h++) {
        for (let w = 0; w < outW; w++, out++) {
          for (let td = 0, tap = 0; td < sizeD; td++) {
            const id = d * stride[0] - padding[0] + td * dilation[0];
            for (let th = 0; th < sizeH; th++) {
              const ih = h * stride[1] - padding[1] + th * dilation[1];
              for (let tw = 0; tw < sizeW; tw++, tap++) {
                const iw = w * stride[2] - padding[2] + tw * dilation[2];
                if (id < 0 || id >= inD || ih < 0 || ih >= inH || iw < 0 || iw >= inW) continue;
                visit(out, ((b * inD + id) * inH + ih) * inW + iw, tap);
              }
            }
          }
        }
      }
    }
  }
}
