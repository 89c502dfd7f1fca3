import { abs, mean, resize, sub } from '@figment/core/ops';
import { FigmentError, type Tensor } from '@figment/core';
import type { Objective } from '@figment/core/training';

import type { UpscalingNetwork } from './network.ts';

/** What it learns from: large pictures, of which it makes the small ones itself. */
export interface LargePictures {
  /** [B, H, W, 3] in [0, 1] */
  readonly image: Tensor;
}

/**
 * Rebuilds pictures from small copies of them (bicubic, with a low-pass): the mean distance of pixels, L1. Wang et al. 2018,
 * arXiv:1809.00219, section 3.3, the first of its two trainings.
 */
export function reconstructionObjective(network: UpscalingNetwork): Objective<LargePictures> {
  return {
    name: 'reconstruction',
    parameters: () => network.namedParameters(),
    loss({ image }) {
      const small = smaller(image, network.scale);
      const error = sub(network.forward(small), image);
      return { loss: mean(abs(error)) };
    },
  };
}

/** @throws FigmentError `SHAPE_MISMATCH` */
function smaller(image: Tensor, scale: number): Tensor {
  const [, height, width, channels] = image.shape as [number, number, number, number];
  if (channels !== 3) throw new FigmentError('SHAPE_MISMATCH', `image must have 3 channels (red, green, blue), got ${channels}.`);
  if (height % scale !== 0 || width % scale !== 0) throw new FigmentError('SHAPE_MISMATCH', `height and width of image must be multiples of scale (${scale}), got ${height} x ${width}.`);
  return resize(image, { size: [height / scale, width / scale], mode: 'bicubic', antialias: true });
}
