/** Trains `models/vae-emoji`: an emoji becomes a latent picture of 8 x 8 places with 4 numbers each. */
import { runRecipe } from './run-recipe.ts';

await runRecipe({
  name: 'vae-emoji',
  config: { image: { size: 32, channels: 3 }, latent: { channels: 4, downsample: 4 }, unshuffle: 2, channels: [48, 96], blocks: 1, likelihood: 'laplace', noise: 0.048, beta: 1 },
  steps: 3600, batchSize: 24, learningRate: 2e-3, seed: 7,
  augment: { flip: 0.5, permuteChannels: 0.5 },
  title: { en: 'Emoji, latent pictures', ko: '이모지, 잠재 그림' },
  description: {
    en: 'Squeezes emoji of 32 x 32 pixels into latent pictures of 8 x 8 places, rebuilds them, walks between two and joins halves of them.',
    ko: '32×32 이모지를 8×8 잠재 그림(latent)으로 줄였다가 다시 그려요. 두 이모지 사이를 걷거나 반씩 이어 붙일 수 있어요.',
  },
  about: 'It makes nothing from noise: the numbers of its latent pictures depend on each other, and drawn one by one they decode to coloured noise. Use `vae-emoji-small` for new emoji, or train a generative model over these latents.',
});
