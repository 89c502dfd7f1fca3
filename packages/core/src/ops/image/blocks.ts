import { concat, sum, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { customGrad } from '../autodiff/custom-grad.ts';
import { reshape } from '../basic/shape.ts';

/** Every pixel becomes a block of equals. x: [B, H, W, C] -> [B, H rows, W columns, C] */
export function repeatBlocks(x: Tensor, rows: number, columns: number): Tensor {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  return customGrad({
    inputs: [x],
    forward: ([pixels]) =>
      tidy(() => {
        const wide = repeat(reshape(pixels, [-1, channels]), columns); // [B H W, columns C]
        const high = repeat(reshape(wide, [batch * height, -1]), rows); // [B H, rows W columns C]
        return reshape(high, [batch, height * rows, width * columns, channels]);
      }),
    gradient: ({ upstream }) => [sumBlocks(upstream, rows, columns)],
  });
}

/** Sums over blocks, the adjoint of {@link repeatBlocks}. x: [B, H rows, W columns, C] -> [B, H, W, C] */
export function sumBlocks(x: Tensor, rows: number, columns: number): Tensor {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  return tidy(() => {
    const low = fold(reshape(x, [(batch * height) / rows, -1]), rows); // [B H, W columns C]
    const narrow = fold(reshape(low, [-1, columns * channels]), columns); // [B H W, C]
    return reshape(narrow, [batch, height / rows, width / columns, channels]);
  });
}

/** [N, D] -> [N, times D] */
const repeat = (x: Tensor, times: number): Tensor => (times === 1 ? x : concat(Array.from({ length: times }, () => x), 1));

/** [N, times D] -> [N, D] */
const fold = (x: Tensor, times: number): Tensor => (times === 1 ? x : sum(reshape(x, [x.shape[0], times, -1]), 1));
