import { depthwiseConv2d, pad, reshape, stack, tensor, tidy, zerosLike } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

/** The filter [1, 3, 3, 1] along both sides. Zhang 2019, "Making convolutional networks shift-invariant again", arXiv:1904.11486. */
const FILTER = [1, 3, 3, 1];

/** The same filter for each channel: [4, 4, C, 1], with the sum `gain`. */
function kernelFor(channels: number, gain: number): Tensor {
  const numbers = FILTER.flatMap((row) => FILTER.flatMap((column) => new Array<number>(channels).fill((gain * row * column) / 64)));
  return tensor(Float32Array.from(numbers), [4, 4, channels, 1]);
}

/** x: [B, H, W, C] -> [B, H/2, W/2, C], smoothed. */
export function smoothDownsample(x: Tensor): Tensor {
  return tidy(() => depthwiseConv2d(x, kernelFor(x.shape[3]!, 1), { stride: 2, padding: 1 }));
}

/** x: [B, H, W, C] -> [B, 2 H, 2 W, C], smoothed. */
export function smoothUpsample(x: Tensor): Tensor {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  return tidy(() => {
    const rows = stack([x, zerosLike(x)], 3); // zeros between columns: [B, H, W, 2, C]
    const wide = reshape(rows, [batch, height, 2 * width, channels]);
    const spread = reshape(stack([wide, zerosLike(wide)], 2), [batch, 2 * height, 2 * width, channels]);
    return depthwiseConv2d(pad(spread, [[0, 0], [2, 1], [2, 1], [0, 0]]), kernelFor(channels, 4));
  });
}
