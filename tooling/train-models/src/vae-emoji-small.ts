/** Trains `models/vae-emoji-small`: an emoji becomes 64 numbers, and new emoji are drawn from a mixture that is fitted to them. */
import { runRecipe } from './run-recipe.ts';

await runRecipe({
  name: 'vae-emoji-small',
  config: {
    image: { size: 32, channels: 3 }, latent: 64, unshuffle: 2, channels: [48, 88, 96], blocks: 1,
    likelihood: 'laplace', noise: 0.08, beta: 1, prior: { components: 32, covariance: 'full' },
  },
  steps: 3200, batchSize: 24, learningRate: 2e-3, seed: 7,
  augment: { flip: 0.5, permuteChannels: 0.5 },
  title: { en: 'Emoji, 64 numbers', ko: '이모지, 숫자 64개' },
  description: {
    en: 'Squeezes emoji of 32 x 32 pixels into 64 numbers, and makes new ones from numbers drawn at random.',
    ko: '32×32 이모지를 숫자 64개로 줄여요. 숫자를 무작위로 뽑으면 새 이모지가 나와요.',
  },
  about: 'New emoji are drawn from 32 Gaussians that are fitted to where the emoji of the training data lie in the latent space. They look like emoji from a distance: shapes and colours are right more often than details.',
});
