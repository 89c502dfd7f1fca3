import type { imageToImage } from '@figment/gan';
import type { InputOf } from '@figment/core/plugin';

/** How emoji learn their colours: as the definition has it by default, written out. */
export const recipe = {
  config: {
    image: { size: 32, channels: 3 }, input: 'gray',
    generator: { channels: 32, levels: 4, norm: 'group', dropout: 0.3 },
    discriminator: { channels: 32, strided: 2, norm: 'group' },
    loss: 'nonSaturating', adversarial: 1, l1: 20,
  },
  training: { steps: 1600, seed: 7 },
} as const satisfies Recipe;

interface Recipe {
  readonly config: InputOf<(typeof imageToImage)['config']>;
  readonly training: { readonly steps: number; readonly seed: number };
}
