import type { Tensor } from '@figment/core';
import { bernoulli, type Key, split, uniform } from '@figment/core/random';
import { cast, mul, round, sub, zeros } from '@figment/core/ops';

import { resample } from './resample.ts';

/** Of the side of a picture. */
const SHIFT = 1 / 8;

/** Pictures [B, H, W, C], half of them mirrored, each moved by up to an eighth in either direction. */
export function flipAndShift(pictures: Tensor, key: Key): Tensor {
  const [count, height, width] = pictures.shape as [number, number, number];
  const [forFlip, forX, forY] = split(key, 3);
  const still = zeros([count]);
  const whole = (draw: Key, size: number): Tensor => round(uniformIn(draw, count, SHIFT * size));
  return resample(pictures, { xx: sub(1, mul(cast(bernoulli(forFlip, [count]), 'float32'), 2)), xy: still, yx: still, yy: sub(1, still), x0: whole(forX, width), y0: whole(forY, height) });
}

/** [count], between -most and most. */
function uniformIn(key: Key, count: number, most: number): Tensor {
  return mul(sub(mul(uniform(key, [count]), 2), 1), most);
}
