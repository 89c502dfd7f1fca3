import { add, div, mul, reshape, sub } from '@figment/core/ops';
import { FigmentError, type Tensor } from '@figment/core';

/** Height, width, channels. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/** Pixels in [0, 1], as they are at every border, to [-1, 1], as networks like them. */
export function signed(x: Tensor): Tensor {
  return sub(mul(x, 2), 1);
}

/** [-1, 1] to [0, 1]. */
export function unsigned(x: Tensor): Tensor {
  return div(add(x, 1), 2);
}

/**
 * Of an input that is one picture, [H, W, C] or [1, H, W, C]; core has checked all else.
 *
 * @param name Of the task's input.
 * @throws FigmentError `INPUT_INVALID`
 */
export function checkOnePicture(name: string, image: Tensor): void {
  if (image.rank === 4 && image.shape[0] !== 1) {
    throw new FigmentError('INPUT_INVALID', `input.${name} must be one picture, got ${image.shape[0]}.`);
  }
}

/** [H, W, C] or [N, H, W, C] -> [N, H, W, C] */
export function batched(images: Tensor): Tensor {
  return images.rank === 4 ? images : reshape(images, [1, ...images.shape]);
}

/** [1, ...] or [N, ...] -> what corresponds to `like`: without the first axis if that was one picture, [H, W, C]. */
export function alike(values: Tensor, like: Tensor): Tensor {
  return like.rank === 4 ? values : reshape(values, values.shape.slice(1));
}
