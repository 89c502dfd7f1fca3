import type { Tensor } from '@figment/core';
import { add, concat, cos, exp, mean, mul, reshape, sin, slice, sub, tidy } from '@figment/core/ops';
import type { Key } from '@figment/core/random';

import { drawChanges, none, oneOf, spread, within } from './draws.ts';

/**
 * Brightness, contrast, and for pictures of three channels light turned to dark, hue and saturation: [B, H, W, C] in [-1, 1]. Karras et al.
 * 2020, arXiv:2006.06676, B, third block of the pipeline. Of other pictures all channels change alike.
 */
export function changeColors(pictures: Tensor, key: Key, probability: Tensor): Tensor {
  const [count, , , channels] = pictures.shape as [number, number, number, number];
  const isColored = channels === 3;
  return tidy(() => {
    const change = drawChanges(key, count, probability, {
      brightness: spread(0.2), contrast: spread(0.5), dark: isColored ? oneOf(2) : none, hue: isColored ? within(Math.PI) : none, saturation: isColored ? spread(1) : none,
    });
    const ofPicture = (values: Tensor): Tensor => reshape(values, [count, 1, 1, 1]);
    const power = (octaves: Tensor): Tensor => ofPicture(exp(mul(octaves, Math.LN2)));
    const seen = mul(add(pictures, ofPicture(change.brightness)), power(change.contrast));
    if (!isColored) return seen;
    const light = mean(seen, 3, true);
    const tint = sub(seen, light); // at right angles to the grey axis, around which hues lie
    const angle = ofPicture(change.hue);
    const turned = add(mul(tint, cos(angle)), mul(acrossGrey(tint), sin(angle)));
    return add(mul(light, sub(1, mul(ofPicture(change.dark), 2))), mul(turned, power(change.saturation)));
  });
}

/** The cross product of the grey axis (1, 1, 1)/sqrt(3) and each colour: [B, H, W, 3] -> the same. */
function acrossGrey(x: Tensor): Tensor {
  const from = (start: number, length: number): Tensor => slice(x, [0, 0, 0, start], [-1, -1, -1, length]);
  const next = concat([from(1, 2), from(0, 1)], 3); // g, b, r
  const last = concat([from(2, 1), from(0, 2)], 3); // b, r, g
  return mul(sub(last, next), 1 / Math.sqrt(3));
}
