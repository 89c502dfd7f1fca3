import type { Tensor } from '@figment/core';
import { add, cos, exp, mul, neg, round, sin, sub } from '@figment/core/ops';
import type { Key } from '@figment/core/random';

import { drawChanges, none, oneOf, spread, within } from './draws.ts';
import type { Affine } from './resample.ts';

const OCTAVES = 0.2; // standard deviation of the logarithm of base 2 of a scale
const TURN = Math.PI / 2;

/** Which changes of place are made. */
export interface Movements {
  readonly mirror: boolean;
  readonly turn: boolean;
  readonly geometry: boolean;
}

/** Draws where each picture is read. Karras et al. 2020, arXiv:2006.06676, B, first two blocks of the pipeline, but read linearly. */
export function drawAffine(key: Key, [count, height, width]: readonly [number, number, number], probability: Tensor, { mirror, turn, geometry }: Movements): Affine {
  const amounts = {
    mirror: mirror ? oneOf(2) : none,
    quarters: turn && height === width ? oneOf(4) : none,
    shiftX: mirror || turn ? within(1 / 8) : none,
    shiftY: mirror || turn ? within(1 / 8) : none,
    scale: geometry ? spread(OCTAVES) : none,
    angle: geometry ? within(Math.PI) : none,
    stretch: geometry ? spread(OCTAVES) : none,
    moveX: geometry ? spread(1 / 8) : none,
    moveY: geometry ? spread(1 / 8) : none,
  };
  const change = drawChanges(key, count, probability, amounts);
  const power = (octaves: Tensor): Tensor => exp(mul(octaves, Math.LN2));
  // Stretched along an axis, turned, mirrored: S R M, applied to places.
  const [scale, stretch] = [power(change.scale), power(change.stretch)];
  const angle = add(mul(change.quarters, TURN), change.angle);
  const [cosine, sine] = [cos(angle), sin(angle)];
  const side = sub(1, mul(change.mirror, 2));
  const [alongX, alongY] = [mul(scale, stretch), mul(scale, power(neg(change.stretch)))];
  return {
    xx: mul(mul(alongX, cosine), side), xy: neg(mul(alongX, sine)), yx: mul(mul(alongY, sine), side), yy: mul(alongY, cosine),
    x0: add(round(mul(change.shiftX, width)), mul(change.moveX, width)), y0: add(round(mul(change.shiftY, height)), mul(change.moveY, height)),
  };
}
