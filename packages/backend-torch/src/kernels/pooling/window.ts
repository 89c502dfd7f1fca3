import { backend_util as backendUtil, type NamedAttrMap } from '@tensorflow/tfjs-core';

/** One axis that a window moves along. */
export interface WindowAxis {
  readonly input: number;
  readonly output: number;
  readonly size: number;
  readonly stride: number;
  /** Rows of padding before the first and after the last that windows touch. */
  readonly before: number;
  readonly after: number;
}

type Rounding = 'floor' | 'round' | 'ceil';

/** The windows of a pooling kernel over x: [N, H, W, C] or [N, D, H, W, C], by its attributes as tfjs defines them. */
export function windowAxes(shape: readonly number[], attrs: NamedAttrMap): WindowAxis[] {
  const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as { filterSize: number; strides: number; pad: 'valid' | 'same' | number; dimRoundingMode?: Rounding };
  if (shape.length === 5) {
    const info = backendUtil.computePool3DInfo(shape as [number, number, number, number, number], filterSize, strides, 1, pad, dimRoundingMode);
    return [
      axis(info.inDepth, info.outDepth, info.filterDepth, info.strideDepth, info.padInfo.front),
      axis(info.inHeight, info.outHeight, info.filterHeight, info.strideHeight, info.padInfo.top),
      axis(info.inWidth, info.outWidth, info.filterWidth, info.strideWidth, info.padInfo.left),
    ];
  }
  const info = backendUtil.computePool2DInfo(shape as [number, number, number, number], filterSize, strides, 1, pad, dimRoundingMode);
  return [
    axis(info.inHeight, info.outHeight, info.filterHeight, info.strideHeight, info.padInfo.top),
    axis(info.inWidth, info.outWidth, info.filterWidth, info.strideWidth, info.padInfo.left),
  ];
}

/** What stands after the input follows from where the last window ends. */
function axis(input: number, output: number, size: number, stride: number, before: number): WindowAxis {
  return { input, output, size, stride, before, after: Math.max(0, (output - 1) * stride + size - before - input) };
}

/** Whether torch pads these windows itself: alike on both sides, by no more than half a window, and with as many outputs. */
export function torchPads(axes: readonly WindowAxis[]): boolean {
  return axes.every(({ input, output, size, stride, before }) => 2 * before <= size && Math.floor((input + 2 * before - size) / stride) + 1 === output);
}

/** How many numbers of the input each window holds along an axis: [output] */
export function countsAlong({ input, output, size, stride, before }: WindowAxis): number[] {
  return Array.from({ length: output }, (_, i) => Math.max(0, Math.min(input, i * stride - before + size) - Math.max(0, i * stride - before)));
}
