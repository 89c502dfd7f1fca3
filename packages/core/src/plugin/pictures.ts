import { FigmentError } from '../errors.ts';
import { reshape } from '../ops/index.ts';
import type { Tensor } from '../tensor.ts';

/** Height, width, channels. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/**
 * Of an input that is one picture, [H, W, C] or [1, H, W, C]; all else of it is checked before a task runs.
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
