import type { Tensor } from '@figment/core';
import { signed } from '@figment/core/ops';
import { normal } from '@figment/core/random';

import type { Generator } from '../networks/generator.ts';
import type { Game } from './game.ts';

/** What a model of pictures learns from. */
export interface PictureBatch {
  /** [B, H, W, C] in [0, 1]. */
  readonly image: Tensor;
  /** int32 [B], for a model of classes. */
  readonly label?: Tensor | undefined;
}

/** Options of {@link latentGame}: a generator that makes pictures of noise, and all of a game that does not follow from it. */
export interface LatentGameOptions extends Omit<Game<PictureBatch>, 'parameters' | 'real' | 'make'> {
  readonly generator: Generator;
}

/** Pictures are made of noise alone, of the classes that the batch has. */
export function latentGame({ generator, ...rest }: LatentGameOptions): Game<PictureBatch> {
  return {
    ...rest,
    parameters: () => generator.namedParameters(),
    real: ({ image, label }) => ({ pictures: signed(image), labels: label }),
    make({ image, label }, { key, pass }) {
      const styles = generator.styles(normal(key, [image.shape[0], generator.latentSize]), label, pass);
      return { pictures: generator.synthesize(styles, label, pass), labels: label, styles };
    },
  };
}
