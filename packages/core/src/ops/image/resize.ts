import type { Tensor } from '../../tensor.ts';
import { requireDType, requireOption, requireRank } from '../check.ts';
import { repeatBlocks } from './blocks.ts';
import { mapAxes } from './linear-map.ts';
import { type AxisResize, type ResizeMode, resizeWeights } from './resize-weights.ts';

/** Options of {@link resize}. */
export interface ResizeOptions {
  /** [height, width] of the result. */
  readonly size: readonly [height: number, width: number];
  /**
   * `nearest`: place floor(i in / out); `nearest-exact`: floor((i + 1/2) in / out); `bilinear`; `bicubic` (a = -0.75); `area`: means
   * over the parts that fall together (nearest).
   */
  readonly mode?: ResizeMode | undefined;
  /** Corner pixels fall on corner pixels, else corners of pixels on corners (false). Bilinear and bicubic only. */
  readonly alignCorners?: boolean | undefined;
  /** Low-pass when it gets smaller (false). Bilinear and bicubic only. */
  readonly antialias?: boolean | undefined;
}

const modes: readonly ResizeMode[] = ['nearest', 'nearest-exact', 'bilinear', 'bicubic', 'area'];

/**
 * Pictures of another size, as PyTorch's `interpolate` makes them. x: [B, H, W, C] -> [B, height, width, C]
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `OPTIONS_INVALID`
 */
export function resize(x: Tensor, { size, mode = 'nearest', alignCorners = false, antialias = false }: ResizeOptions): Tensor {
  requireRank('resize', 'x', x, 4, '[batch, height, width, channels]');
  requireDType('resize', 'x', x, 'float32');
  requireOption('resize', 'size', (size as readonly number[]).length === 2 && size.every((length) => Number.isInteger(length) && length >= 1), 'two positive integers', size);
  requireOption('resize', 'mode', modes.includes(mode), modes.join(', '), mode);
  const isSmooth = mode === 'bilinear' || mode === 'bicubic';
  requireOption('resize', 'alignCorners', isSmooth || !alignCorners, `false with mode ${mode}`, alignCorners);
  requireOption('resize', 'antialias', isSmooth || !antialias, `false with mode ${mode}`, antialias);
  const [, height, width] = x.shape as [number, number, number, number];
  const isNearest = mode === 'nearest' || mode === 'nearest-exact';
  if (isNearest && size[0] % height === 0 && size[1] % width === 0) return repeatBlocks(x, size[0] / height, size[1] / width);
  const axis = (from: number, to: number): AxisResize => {
    const step = alignCorners ? (to > 1 ? (from - 1) / (to - 1) : 0) : from / to;
    return { from, to, step, mode, alignCorners, antialias };
  };
  return mapAxes(x, resizeWeights(axis(height, size[0])), resizeWeights(axis(width, size[1])));
}
