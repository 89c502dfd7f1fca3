import { concat, Conv2DBackpropInput, engine, split, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { add } from '../basic/arithmetic.ts';
import { requireDType, requireOption, requireRank, requireShape } from '../check.ts';
import { type Padding, type Pair, pairOf, requirePlaces, sidesOf } from './geometry.ts';
import { insertZeros } from './stepping.ts';

/** Options of {@link convTranspose2d}. */
export interface ConvTranspose2dOptions {
  /** [out] */
  readonly bias?: Tensor | undefined;
  /** 1. */
  readonly stride?: Pair | undefined;
  /** Taken off the output on each side (0). */
  readonly padding?: Exclude<Padding, string> | undefined;
  /** Rows and columns added after the end; less than the stride or the dilation (0). */
  readonly outputPadding?: Pair | undefined;
  /** 1. */
  readonly dilation?: Pair | undefined;
  /** 1. */
  readonly groups?: number | undefined;
}

/**
 * The adjoint of {@link conv2d}: spreads every place over the window it came from. x: [B, H, W, in],
 * kernel: [kh, kw, out / groups, in] -> [B, H', W', out] with
 * H' = (H - 1) stride - padding (both sides) + dilation (kh - 1) + outputPadding + 1. Dumoulin and Visin 2016, arXiv 1603.07285, section 4.
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `OPTIONS_INVALID`
 */
export function convTranspose2d(x: Tensor, kernel: Tensor, options: ConvTranspose2dOptions = {}): Tensor {
  const op = 'convTranspose2d';
  const { bias, groups = 1 } = options;
  requireRank(op, 'x', x, 4, '[batch, height, width, channels]');
  requireRank(op, 'kernel', kernel, 4, '[height, width, channels out / groups, channels in]');
  requireDType(op, 'x', x, 'float32');
  requireDType(op, 'kernel', kernel, 'float32');
  const [rows, columns, outOfGroup] = kernel.shape as [number, number, number, number];
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  requireOption(op, 'groups', Number.isInteger(groups) && groups >= 1 && channels % groups === 0, `a divisor of the channels in (${channels})`, groups);
  requireShape(op, 'kernel', kernel, [rows, columns, outOfGroup, channels]);
  if (bias !== undefined) requireShape(op, 'bias', bias, [outOfGroup * groups]);
  const stride = pairOf(op, 'stride', options.stride ?? 1);
  const dilation = pairOf(op, 'dilation', options.dilation ?? 1);
  const extra = pairOf(op, 'outputPadding', options.outputPadding ?? 0, 0);
  for (const axis of [0, 1] as const) {
    requireOption(op, 'outputPadding', extra[axis] < Math.max(stride[axis], dilation[axis]), `less than the stride (${stride[axis]}) or the dilation (${dilation[axis]})`, extra[axis]);
  }
  const sides = sidesOf(op, options.padding ?? 0, x, { kernel: [rows, columns], stride, dilation });
  const long = (axis: 0 | 1): number =>
    ([height, width][axis] as number - 1) * stride[axis] - sides[axis][0] - sides[axis][1] + dilation[axis] * (([rows, columns][axis] as number) - 1) + extra[axis] + 1;
  const places: [number, number] = [long(0), long(1)];
  requirePlaces(op, x, places);

  return tidy(() => {
    const spread = insertZeros(insertZeros(kernel, 0, dilation[0]), 1, dilation[1]);
    // The convolution it is the adjoint of may end early by what the output was padded with.
    const pad = [[0, 0], [sides[0][0], sides[0][1]], [sides[1][0], sides[1][1]], [0, 0]];
    const one = (input: Tensor, taps: Tensor): Tensor => {
      const inputShape = [batch, ...places, outOfGroup];
      return engine().runKernel(Conv2DBackpropInput, { dy: input, filter: taps }, { strides: [...stride], pad, dataFormat: 'NHWC', inputShape });
    };
    const y = groups === 1 ? one(x, spread) : concat(split(x, groups, 3).map((input, i) => one(input, split(spread, groups, 3)[i] as Tensor)), 3);
    return bias === undefined ? y : add(y, bias);
  });
}
