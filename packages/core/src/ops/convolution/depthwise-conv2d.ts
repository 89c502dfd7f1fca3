import { addN, depthwiseConv2d as depthwiseKernel, pad, slice, stack, sum, tidy, unstack } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { customGrad } from '../autodiff/custom-grad.ts';
import { fused } from '../autodiff/fused.ts';
import { add, mul } from '../basic/arithmetic.ts';
import { reshape } from '../basic/shape.ts';
import { requireDType, requireRank, requireShape } from '../check.ts';
import { type Padding, type Pair, pairOf, placesOf, requirePlaces, sidesOf } from './geometry.ts';
import { everyNth, insertZeros } from './stepping.ts';

/** Options of {@link depthwiseConv2d}. */
export interface DepthwiseConv2dOptions {
  /** [in * multiplier] */
  readonly bias?: Tensor | undefined;
  /** 1. */
  readonly stride?: Pair | undefined;
  /** 0. */
  readonly padding?: Padding | undefined;
  /** 1. */
  readonly dilation?: Pair | undefined;
}

/**
 * Each channel convolved with kernels of its own; channel c gives outputs c * multiplier + m.
 * x: [B, H, W, in], kernel: [kh, kw, in, multiplier] -> [B, H', W', in * multiplier]. Chollet 2016, arXiv 1610.02357.
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `OPTIONS_INVALID`
 */
export function depthwiseConv2d(x: Tensor, kernel: Tensor, options: DepthwiseConv2dOptions = {}): Tensor {
  const op = 'depthwiseConv2d';
  requireRank(op, 'x', x, 4, '[batch, height, width, channels]');
  requireDType(op, 'x', x, 'float32');
  requireDType(op, 'kernel', kernel, 'float32');
  requireShape(op, 'kernel', kernel, [undefined, undefined, x.shape[3], undefined]);
  const [rows, columns, channels, multiplier] = kernel.shape as [number, number, number, number];
  if (options.bias !== undefined) requireShape(op, 'bias', options.bias, [channels * multiplier]);
  const stride = pairOf(op, 'stride', options.stride ?? 1);
  const dilation = pairOf(op, 'dilation', options.dilation ?? 1);
  const sides = sidesOf(op, options.padding ?? 0, x, { kernel: [rows, columns], stride, dilation });
  const places = ([0, 1] as const).map((axis) => placesOf(x.shape[axis + 1] as number, sides[axis], kernel.shape[axis] as number, stride[axis], dilation[axis])) as [number, number];
  requirePlaces(op, x, places);

  return tidy(() =>
    fused({
      kernel: 'FigmentConv2d',
      inputs: { x, kernel: reshape(kernel, [rows, columns, 1, channels * multiplier]), bias: options.bias },
      attrs: { stride, padding: sides, dilation, groups: channels },
      reference: (given) =>
        tidy(() => {
          const padded = pad(given.x, [[0, 0], [...sides[0]], [...sides[1]], [0, 0]]);
          const taps = reshape(given.kernel, [rows, columns, channels, multiplier]);
          const y = depthwise(padded, insertZeros(insertZeros(taps, 0, dilation[0]), 1, dilation[1]), stride, places);
          return given.bias === undefined ? y : add(y, given.bias);
        }),
    }),
  );
}

/** Without padding. Only some backends have kernels for the gradients: they go tap by tap, in basic operations. */
function depthwise(x: Tensor, kernel: Tensor, stride: readonly [number, number], places: readonly [number, number]): Tensor {
  return customGrad({
    inputs: [x, kernel],
    forward: ([input, taps]) => depthwiseKernel(input as never, taps as never, [...stride], 'valid'),
    gradient: ({ upstream, inputs: [input, taps] }) => [toInput(upstream, taps, input.shape, stride), toKernel(upstream, input, taps.shape, stride, places)],
  });
}

/** dL/dx: every tap sends its part of dL/dy back to where it read. */
function toInput(upstream: Tensor, kernel: Tensor, inputShape: readonly number[], stride: readonly [number, number]): Tensor {
  const [rows, columns, channels, multiplier] = kernel.shape as [number, number, number, number];
  const [batch, height, width] = upstream.shape as [number, number, number];
  const split = reshape(upstream, [batch * height * width, channels, multiplier]); // [B, H', W', in m] -> [B H' W', in, m]
  const parts: Tensor[] = [];
  for (const [i, row] of unstack(kernel, 0).entries()) {
    for (const [j, tap] of unstack(row, 0).entries()) {
      const sent = reshape(multiplier === 1 ? mul(reshape(split, [-1, channels]), reshape(tap, [channels])) : sum(mul(split, tap), 2), [batch, height, width, channels]);
      const spread = insertZeros(insertZeros(sent, 1, stride[0]), 2, stride[1]);
      const after = (axis: 1 | 2, before: number): [number, number] => [before, (inputShape[axis] as number) - before - (spread.shape[axis] as number)];
      parts.push(pad(spread, [[0, 0], after(1, i), after(2, j), [0, 0]]));
    }
  }
  return rows * columns === 1 ? (parts[0] as Tensor) : addN(parts);
}

/** dL/dkernel: for every tap what it read, times dL/dy. */
function toKernel(upstream: Tensor, x: Tensor, shape: readonly number[], stride: readonly [number, number], [height, width]: readonly [number, number]): Tensor {
  const [rows, columns, channels, multiplier] = shape as [number, number, number, number];
  const batch = x.shape[0];
  const split = reshape(upstream, [batch * height * width, channels, multiplier]);
  const taps: Tensor[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const window = slice(x, [0, i, j, 0], [batch, (height - 1) * stride[0] + 1, (width - 1) * stride[1] + 1, channels]);
      const read = reshape(everyNth(everyNth(window, 1, stride[0]), 2, stride[1]), [-1, channels, 1]); // [B H' W', in, 1]
      taps.push(sum(mul(read, split), 0)); // [in, m]
    }
  }
  return reshape(stack(taps), [rows, columns, channels, multiplier]);
}
