import { FigmentError, type Tensor } from '@figment/core';
import { reshape } from '@figment/core/ops';

/** One picture [H, W, C] or [1, H, W, C] -> [1, H, W, C]. @throws FigmentError `INPUT_INVALID` */
export function onePicture(name: string, image: Tensor): Tensor {
  if (image.rank === 4 && image.shape[0] !== 1) throw new FigmentError('INPUT_INVALID', `input.${name} must be one picture, got ${image.shape[0]}.`);
  return image.rank === 4 ? image : reshape(image, [1, ...image.shape]);
}
