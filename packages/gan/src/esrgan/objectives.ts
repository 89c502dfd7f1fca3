import { resize, signed } from '@figment/core/ops';
import { FigmentError, type Tensor } from '@figment/core';
import type { Objective } from '@figment/core/training';

import type { BalanceMonitor } from '../health/monitor.ts';
import { distance, similarity } from '../image-to-image/similarity.ts';
import { adversarialLosses } from '../losses/adversarial-losses.ts';
import type { Discriminator } from '../networks/discriminator.ts';
import { discriminatorObjective } from '../objectives/discriminator.ts';
import type { Game, Made } from '../objectives/game.ts';
import { type FurtherTerm, generatorObjective } from '../objectives/generator.ts';
import type { UpscalingNetwork } from './network.ts';

/** What it learns from: large pictures, of which it makes the small ones itself. */
export interface LargePictures {
  /** [B, H, W, 3] in [0, 1] */
  readonly image: Tensor;
}

/**
 * Rebuilds pictures from small copies of them: the mean distance of pixels, L1. Wang et al. 2018, arXiv:1809.00219, section 4.1, the first of
 * its two trainings.
 */
export function reconstructionObjective(network: UpscalingNetwork): Objective<LargePictures> {
  return {
    name: 'reconstruction',
    parameters: () => network.namedParameters(),
    loss({ image }) {
      const [made, large] = [signed(enlarged(network, image)), signed(image)];
      return { loss: distance(made, large), metrics: similarity(made, large) };
    },
  };
}

/** What the second training plays for. */
export interface RealismOptions {
  readonly discriminator: Discriminator;
  readonly monitor: BalanceMonitor;
  /** lambda: of the adversarial term, where the distance of pixels counts 1. */
  readonly adversarial: number;
}

/**
 * The second training: large pictures have to look as real as real ones, each against another, and stay near to what they should be. The same
 * paper, eq. 3 without the perceptual term, which needs a network that has learnt to see.
 */
export function realismObjectives(network: UpscalingNetwork, { discriminator, monitor, adversarial }: RealismOptions): readonly Objective<LargePictures>[] {
  const game: Game<LargePictures> = {
    discriminator, monitor,
    loss: adversarialLosses.relativistic,
    parameters: () => network.namedParameters(),
    real: ({ image }) => ({ pictures: signed(image) }),
    make: ({ image }) => ({ pictures: signed(enlarged(network, image)) }),
  };
  const nearTarget = ({ pictures }: Made, { batch }: { readonly batch: LargePictures }): FurtherTerm => {
    const large = signed(batch.image);
    const l1 = distance(pictures, large);
    return { loss: l1, metrics: { l1, ...similarity(pictures, large) } };
  };
  return [discriminatorObjective(game), generatorObjective(game, { weight: adversarial, further: [nearTarget] })];
}

/** A small copy of pictures (bicubic, with a low-pass), made large again. @throws FigmentError `SHAPE_MISMATCH` */
function enlarged(network: UpscalingNetwork, image: Tensor): Tensor {
  const { scale } = network;
  const [, height, width, channels] = image.shape as [number, number, number, number];
  if (channels !== 3) throw new FigmentError('SHAPE_MISMATCH', `image must have 3 channels (red, green, blue), got ${channels}.`);
  if (height % scale !== 0 || width % scale !== 0) throw new FigmentError('SHAPE_MISMATCH', `height and width of image must be multiples of scale (${scale}), got ${height} x ${width}.`);
  return network.forward(resize(image, { size: [height / scale, width / scale], mode: 'bicubic', antialias: true }));
}
