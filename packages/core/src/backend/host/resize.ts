import type { HostKernel } from './host-kernel.ts';

interface ResizeAttributes {
  readonly alignCorners: boolean;
  readonly halfPixelCenters?: boolean;
}

/** For each place of the larger axis, the one or two places of the smaller it was read from, and the share of the second. */
interface Axis {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly fraction: Float64Array;
}

/** As the forward kernels map an output place to the input: half-pixel centres, aligned corners, or plain scaling from the corner. */
function axisOf(from: number, to: number, { alignCorners, halfPixelCenters = false }: ResizeAttributes, nearest: boolean): Axis {
  const aligned = alignCorners && to > 1;
  const ratio = (aligned ? from - 1 : from) / (aligned ? to - 1 : to);
  const axis = { low: new Int32Array(to), high: new Int32Array(to), fraction: new Float64Array(to) };
  for (let i = 0; i < to; i++) {
    if (nearest) {
      const source = halfPixelCenters ? ratio * (i + 0.5) : ratio * i;
      axis.low[i] = axis.high[i] = Math.max(0, Math.min(from - 1, alignCorners ? Math.round(source) : Math.floor(source)));
    } else {
      const source = halfPixelCenters ? ratio * (i + 0.5) - 0.5 : ratio * i;
      axis.low[i] = Math.max(0, Math.floor(source));
      axis.high[i] = Math.min(from - 1, Math.ceil(source));
      axis.fraction[i] = source - axis.low[i]!;
    }
  }
  return axis;
}

/** dL/dimages of a resize: each output gives back to the pixels it was read from, by the shares it read them with. */
function resizeGradient(nearest: boolean): HostKernel {
  return ({ images, dy }, attributes: ResizeAttributes) => {
    const [batch, height, width, channels] = images as [number, number, number, number];
    const [, newHeight, newWidth] = dy as [number, number, number, number];
    const rows = axisOf(height, newHeight, attributes, nearest);
    const columns = axisOf(width, newWidth, attributes, nearest);
    return {
      inputs: ['dy'],
      shape: images as readonly number[],
      compute(dx, upstream) {
        dx.fill(0);
        let from = 0;
        const give = (row: number, column: number, share: number): void => {
          if (share === 0) return;
          const at = (row * width + column) * channels;
          for (let c = 0; c < channels; c++) dx[at + c]! += upstream[from + c]! * share;
        };
        for (let b = 0; b < batch; b++) {
          const base = b * height;
          for (let r = 0; r < newHeight; r++) {
            const f = rows.fraction[r]!;
            for (let w = 0; w < newWidth; w++, from += channels) {
              const g = columns.fraction[w]!;
              give(base + rows.low[r]!, columns.low[w]!, (1 - f) * (1 - g));
              give(base + rows.low[r]!, columns.high[w]!, (1 - f) * g);
              give(base + rows.high[r]!, columns.low[w]!, f * (1 - g));
              give(base + rows.high[r]!, columns.high[w]!, f * g);
            }
          }
        }
      },
    };
  };
}

export const resizeKernels: Readonly<Record<string, HostKernel>> = {
  ResizeNearestNeighborGrad: resizeGradient(true),
  ResizeBilinearGrad: resizeGradient(false),
};
