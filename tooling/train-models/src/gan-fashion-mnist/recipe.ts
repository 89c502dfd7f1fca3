import type { InputOf } from '@figment/core/plugin';
import type { gan } from '@figment/gan';
import type { vae } from '@figment/vae';

/** How the clothes are made, the autoencoder of the same size that they are compared with, and the network that compares. */
export const recipe = {
  config: {
    image: { size: 32, channels: 1 }, latent: 64, condition: 'class', classes: 10,
    generator: { kind: 'upsampling', channels: 16 },
    discriminator: { kind: 'convolutional', channels: 32, minibatchStddev: 4 },
    loss: 'nonSaturating', r1: 1, penaltyEvery: 4,
  },
  training: { steps: 4000, seed: 7, batchSize: 64, learningRate: 4e-4, betas: [0, 0.99], ema: 0.998 },
  autoencoder: { image: { size: 32, channels: 1 }, latent: 64, unshuffle: 2, channels: [32, 40], blocks: 1, likelihood: 'bernoulli', beta: 1 },
  autoencoderTraining: { steps: 2500, seed: 7, batchSize: 32, learningRate: 2e-3 },
  /** Pictures that are measured. */
  samples: 4000,
  classifier: { steps: 800, seed: 1, batchSize: 128, learningRate: 2e-3 },
} as const satisfies Recipe;

interface Recipe {
  readonly config: InputOf<(typeof gan)['config']>;
  readonly autoencoder: InputOf<(typeof vae)['config']>;
  readonly training: { readonly [name: string]: number | readonly [number, number] };
  readonly samples: number;
  readonly autoencoderTraining: { readonly [name: string]: number };
  readonly classifier: { readonly [name: string]: number };
}
