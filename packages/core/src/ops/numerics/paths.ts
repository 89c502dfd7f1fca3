/** Ways from one point to another. a, b: tensors of one shape; weight 0 gives a, 1 gives b. */
import type { Tensor } from '../../tensor.ts';
import { add, mul } from '../basic/arithmetic.ts';

/** The straight line. */
export function lerp(a: Tensor, b: Tensor, weight: number): Tensor {
  return add(mul(a, 1 - weight), mul(b, weight));
}

/**
 * The arc of a great circle, on which a sample of a Gaussian in many dimensions keeps its usual length: angles are measured between
 * directions, weights are put on the vectors as they are. Where they point the same way (or opposite ways), the straight line.
 * Shoemake 1985, "Animating rotation with quaternion curves"; for latents: White 2016, "Sampling generative networks", arXiv:1609.04468.
 *
 * @param cosine Of the angle between a and b, {@link cosineBetween}.
 * @param threshold Beyond this |cosine| the line is taken (0.9995).
 */
export function slerp(a: Tensor, b: Tensor, weight: number, cosine: number, threshold = 0.9995): Tensor {
  if (!(Math.abs(cosine) <= threshold)) return lerp(a, b, weight);
  const angle = Math.acos(cosine);
  const scale = 1 / Math.sin(angle);
  return add(mul(a, Math.sin((1 - weight) * angle) * scale), mul(b, Math.sin(weight * angle) * scale));
}

/** The cosine of the angle between two vectors; NaN when one of them is zero. */
export function cosineBetween(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let dot = 0, aa = 0, bb = 0;
  for (let i = 0; i < a.length; i++) {
    dot += a[i]! * b[i]!;
    aa += a[i]! ** 2;
    bb += b[i]! ** 2;
  }
  return Math.min(1, Math.max(-1, dot / Math.sqrt(aa * bb)));
}
