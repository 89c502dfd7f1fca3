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
 * Checks the pictures a task was given.
 *
 * @param name Of the task's input.
 * @throws FigmentError `DTYPE_MISMATCH`, `SHAPE_MISMATCH`
 */
export function checkImages(name: string, images: Tensor, [height, width, channels]: ImageShape): void {
  if (images.dtype !== 'float32') {
    throw new FigmentError('DTYPE_MISMATCH', `${name} must be float32 in [0, 1], got ${images.dtype}.`);
  }
  const [h, w, c] = images.shape.slice(-3);
  if ((images.rank !== 3 && images.rank !== 4) || h !== height || w !== width || c !== channels || images.size === 0) {
    const right = `[${height}, ${width}, ${channels}]`;
    throw new FigmentError('SHAPE_MISMATCH', `${name} must have the shape ${right}, or [N, ${height}, ${width}, ${channels}], got [${images.shape.join(', ')}].`);
  }
}

/**
 * As {@link checkImages}, for an input that is one picture: [H, W, C] or [1, H, W, C].
 *
 * @throws FigmentError `DTYPE_MISMATCH`, `SHAPE_MISMATCH`
 */
export function checkImage(name: string, image: Tensor, shape: ImageShape): void {
  checkImages(name, image, shape);
  if (image.rank === 4 && image.shape[0] !== 1) {
    throw new FigmentError('SHAPE_MISMATCH', `${name} must be one picture, got ${image.shape[0] as number}.`);
  }
}

/** [H, W, C] or [N, H, W, C] -> [N, H, W, C] */
export function batched(images: Tensor): Tensor {
  return images.rank === 4 ? images : reshape(images, [1, ...images.shape]);
}
