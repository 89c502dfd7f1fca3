import { expandDims, squeeze, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { requireRank } from '../check.ts';
import { conv2d } from './conv2d.ts';

/** Options of {@link conv1d}. */
export interface Conv1dOptions {
  /** [out] */
  readonly bias?: Tensor | undefined;
  /** 1. */
  readonly stride?: number | undefined;
  /** Zeros at both ends, or [before, after]; causal is [dilation (k - 1), 0] (0). */
  readonly padding?: number | readonly [before: number, after: number] | 'same' | 'valid' | undefined;
  /** 1. */
  readonly dilation?: number | undefined;
  /** 1. */
  readonly groups?: number | undefined;
}

/**
 * A convolution along time. x: [B, T, in], kernel: [k, in / groups, out] -> [B, T', out]
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `OPTIONS_INVALID`
 */
export function conv1d(x: Tensor, kernel: Tensor, { bias, stride = 1, padding = 0, dilation = 1, groups }: Conv1dOptions = {}): Tensor {
  requireRank('conv1d', 'x', x, 3, '[batch, time, channels]');
  requireRank('conv1d', 'kernel', kernel, 3, '[time, channels in / groups, channels out]');
  const ends = typeof padding === 'number' ? ([padding, padding] as const) : padding;
  const sides = typeof ends === 'string' ? ends : ([0, 0, ends[0], ends[1]] as const);
  return tidy(() => {
    const y = conv2d(expandDims(x, 1), expandDims(kernel, 0), { bias, stride: [1, stride], padding: sides, dilation: [1, dilation], groups }); // [B, 1, T, in]
    return squeeze(y, [1]);
  });
}
