import { concat, split, sum, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { fused } from '../autodiff/fused.ts';
import { add } from '../basic/arithmetic.ts';
import { reshape } from '../basic/shape.ts';
import { requireDType, requireOption, requireRank, requireShape } from '../check.ts';
import { linear } from '../linear-algebra/linear.ts';
import { type Padding, type Pair, pairOf, placesOf, requirePlaces, type Sides, sidesOf } from './geometry.ts';
import { convolve, type PlainConvolution, toFilter, toInput } from './plain.ts';
import { insertZeros } from './stepping.ts';

/** Options of {@link conv2d}. */
export interface Conv2dOptions {
  /** [out] */
  readonly bias?: Tensor | undefined;
  /** 1. */
  readonly stride?: Pair | undefined;
  /** 0. */
  readonly padding?: Padding | undefined;
  /** Distance of neighbouring taps (1). */
  readonly dilation?: Pair | undefined;
  /** Channels in and out fall into this many contiguous ranges that don't see each other (1). */
  readonly groups?: number | undefined;
}

/**
 * y[b, h, w, o] = sum over i, j, c of x[b, s h + d i - p, s w + d j - p, c] kernel[i, j, c, o] + bias[o].
 * x: [B, H, W, in], kernel: [kh, kw, in / groups, out] -> [B, H', W', out] with
 * H' = floor((H + padding - dilation (kh - 1) - 1) / stride) + 1. LeCun et al. 1989.
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `OPTIONS_INVALID`
 */
export function conv2d(x: Tensor, kernel: Tensor, options: Conv2dOptions = {}): Tensor {
  const { bias, groups = 1 } = options;
  requireRank('conv2d', 'x', x, 4, '[batch, height, width, channels]');
  requireRank('conv2d', 'kernel', kernel, 4, '[height, width, channels in / groups, channels out]');
  requireDType('conv2d', 'x', x, 'float32');
  requireDType('conv2d', 'kernel', kernel, 'float32');
  const [rows, columns, , out] = kernel.shape as [number, number, number, number];
  const channels = x.shape[3] as number;
  const divides = Number.isInteger(groups) && groups >= 1 && channels % groups === 0 && out % groups === 0;
  requireOption('conv2d', 'groups', divides, `a divisor of the channels in (${channels}) and out (${out})`, groups);
  requireShape('conv2d', 'kernel', kernel, [rows, columns, channels / groups, out]);
  if (bias !== undefined) requireShape('conv2d', 'bias', bias, [out]);
  const stride = pairOf('conv2d', 'stride', options.stride ?? 1);
  const dilation = pairOf('conv2d', 'dilation', options.dilation ?? 1);
  const sides = sidesOf('conv2d', options.padding ?? 0, x, { kernel: [rows, columns], stride, dilation });
  const places = ([0, 1] as const).map((axis) => placesOf(x.shape[axis + 1] as number, sides[axis], kernel.shape[axis] as number, stride[axis], dilation[axis]));
  requirePlaces('conv2d', x, places as [number, number]);

  const isPointwise = groups === 1 && rows === 1 && columns === 1 && [...stride, ...sides.flat()].join() === '1,1,0,0,0,0';
  if (isPointwise) return tidy(() => linear(x, reshape(kernel, [channels, out]), bias)); // [1, 1, in, out] -> [in, out]
  return fused({
    kernel: 'FigmentConv2d',
    inputs: { x, kernel, bias },
    attrs: { stride, padding: sides, dilation, groups },
    reference: (given) => composed(given, { stride, sides, dilation, groups }),
    gradient: groups === 1 && dilation[0] === 1 && dilation[1] === 1 ? (dy, given) => adjoints(dy, given, { strides: [...stride], pad: paddingOf(sides), dataFormat: 'NHWC' }) : undefined,
  });
}

/** A convolution is linear in x, in the kernel and in the bias: its gradients are convolutions and sums, and so are theirs. */
function adjoints(dy: Tensor, { x, kernel }: { x: Tensor; kernel: Tensor }, at: PlainConvolution): Record<'x' | 'kernel' | 'bias', () => Tensor> {
  return { x: () => toInput(dy, kernel, x.shape, at), kernel: () => toFilter(x, dy, kernel.shape, at), bias: () => sum(dy, [0, 1, 2]) };
}

interface Geometry {
  readonly stride: readonly [number, number];
  readonly sides: readonly [Sides, Sides];
  readonly dilation: readonly [number, number];
  readonly groups: number;
}

function composed({ x, kernel, bias }: { x: Tensor; kernel: Tensor; bias?: Tensor | undefined }, { stride, sides, dilation, groups }: Geometry): Tensor {
  return tidy(() => {
    // A kernel with zeros between its taps: tfjs has no gradients of a dilated convolution.
    const spread = insertZeros(insertZeros(kernel, 0, dilation[0]), 1, dilation[1]);
    const one = (input: Tensor, taps: Tensor): Tensor => convolve(input, taps, { strides: [...stride], pad: paddingOf(sides), dataFormat: 'NHWC' });
    const y = groups === 1 ? one(x, spread) : concat(zip(split(x, groups, 3), split(spread, groups, 3)).map(([input, taps]) => one(input, taps)), 3);
    return bias === undefined ? y : add(y, bias);
  });
}

/** tfjs takes a shape for none as no padding. */
function paddingOf([rows, columns]: readonly [Sides, Sides]): PlainConvolution['pad'] {
  const isPadded = [...rows, ...columns].some((side) => side > 0);
  return isPadded ? [[0, 0], [...rows], [...columns], [0, 0]] : 'valid';
}

const zip = <A, B>(a: readonly A[], b: readonly B[]): [A, B][] => a.map((item, i) => [item, b[i] as B]);
