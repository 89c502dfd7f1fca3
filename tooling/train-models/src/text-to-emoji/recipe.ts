import type { latentDiffusion } from '@figment/diffusion';
import type { InputOf } from '@figment/core/plugin';

/** How the painter of emoji is made: flow matching by a residual MLP, in the latents of `models/vae-emoji`. */
export const recipe = {
  autoencoder: 'vae-emoji',
  config: {
    image: { size: 32, channels: 3 }, latent: { size: 8, channels: 4 },
    network: { kind: 'mlp', width: 512, depth: 5 },
    condition: 'text', conditionDropout: 0.1, prompt: { tokens: 12, width: 128, lowerCase: true },
    // A little towards noise, where the caption decides.
    times: { distribution: 'logitNormal', mean: 0.3, deviation: 1 },
    generation: { steps: 20, guidance: 2 },
  },
  // 2,600 pieces of words, and the 256 bytes for what is spelt with others.
  tokenizer: { model: 'sentencepiece-bpe', vocabulary: 2856 },
  training: {
    steps: 10_000, seed: 1, batchSize: 128,
    learningRate: 1e-3, betas: [0.9, 0.99], weightDecay: 0.01, ema: 0.999,
    /** Steps until the learning rate is reached. */
    warmUp: 100,
    /** Part of the run before it falls. */
    level: 0.3,
  },
} as const satisfies Recipe;

interface Recipe {
  readonly autoencoder: string;
  readonly config: InputOf<(typeof latentDiffusion)['config']>;
  readonly tokenizer: { readonly model: 'sentencepiece-bpe'; readonly vocabulary: number };
  readonly training: { readonly [name: string]: number | readonly [number, number] };
}
