import { addN, concat, reshape, slice, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';

/** Every pixel becomes a block of equals. x: [B, H, W, C] -> [B, H rows, W columns, C] */
export function repeatBlocks(x: Tensor, rows: number, columns: number): Tensor {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  return tidy(() => {
    const wide = repeat(reshape(x, [-1, channels]), columns); // [B H W, columns C]
    const high = repeat(reshape(wide, [batch * height, -1]), rows); // [B H, rows W columns C]
    return reshape(high, [batch, height * rows, width * columns, channels]);
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
function fold(x: Tensor, times: number): Tensor {
  if (times === 1) return x;
  const [count, long] = x.shape as [number, number];
  return addN(Array.from({ length: times }, (_, i) => slice(x, [0, (i * long) / times], [count, long / times])));
}
