import { matMul, tensor, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { reshape, transpose } from '../basic/shape.ts';

/** What each output place takes of the input places along one axis: weights[out][in]. */
export type AxisMap = readonly (readonly number[])[];

/**
 * A linear map of rows and one of columns, the same for each channel: exact, and differentiable any number of times.
 * x: [B, H, W, C] -> [B, H', W', C]
 */
export function mapAxes(x: Tensor, rows: AxisMap, columns: AxisMap): Tensor {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  return tidy(() => {
    const down = transpose(x, [1, 0, 3, 2]); // [B, H, W, C] -> [H, B, C, W]
    const resized = matMul(matrix(rows, height), reshape(down, [height, -1])); // [H', B C W]
    const across = matMul(reshape(resized, [-1, width]), matrix(columns, width), false, true); // [H' B C, W']
    return transpose(reshape(across, [rows.length, batch, channels, columns.length]), [1, 0, 3, 2]); // -> [B, H', W', C]
  });
}

const matrix = (map: AxisMap, length: number): Tensor => tensor(map as number[][], [map.length, length]);
