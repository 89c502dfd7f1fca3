import type { Tensor } from '@figment/core';
import { batched, checkOnePicture } from '@figment/core/plugin';

/** One picture [H, W, C] or [1, H, W, C] -> [1, H, W, C]. @throws FigmentError `INPUT_INVALID` */
export function onePicture(name: string, image: Tensor): Tensor {
  checkOnePicture(name, image);
  return batched(image);
}
