import type { Tensor } from '@figment/core';
import { abs, cast, less, logicalAnd, mul, range, reshape, sub, tensor, tidy, withoutGradient } from '@figment/core/ops';
import { type Key, split, uniformArray } from '@figment/core/random';

import { always, drawChanges } from './draws.ts';

/** Covers a square of half the side, its middle anywhere, with mid-grey: [B, H, W, C] in [-1, 1]. DeVries and Taylor 2017, arXiv:1708.04552. */
export function cutOut(pictures: Tensor, key: Key, probability: Tensor): Tensor {
  const [count, height, width] = pictures.shape as [number, number, number, number];
  return tidy(() => {
    const kept = withoutGradient(() => {
      const [forChance, forX, forY] = split(key, 3);
      const { covered } = drawChanges(forChance, count, probability, { covered: always });
      const within = (draw: Key, size: number, shape: number[]): Tensor => {
        const middle = tensor(uniformArray(draw, count, { max: size }), [count, 1, 1, 1]);
        return less(abs(sub(reshape(range(0.5, size), shape), middle)), size / 4); // pixels lie at halves
      };
      const square = logicalAnd(within(forX, width, [1, 1, width, 1]), within(forY, height, [1, height, 1, 1])); // [B, H, W, 1]
      return sub(1, mul(cast(square, 'float32'), reshape(covered, [count, 1, 1, 1])));
    });
    return mul(pictures, kept);
  });
}
