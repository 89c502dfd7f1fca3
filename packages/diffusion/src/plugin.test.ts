import { arrays } from '@figment/core/data';
import { key, uniform } from '@figment/core/random';
import { testModelPlugin } from '@figment/testing/vitest';
import { trainTokenizer } from '@figment/tokenizer';
import { describe } from 'vitest';

import { audioDiffusion } from './audio-diffusion.ts';
import { diffusion } from './diffusion.ts';
import { latentDiffusion } from './latent-diffusion.ts';
import { counting, halving, tenth } from './testing/tiny-parts.ts';
import { textToImage } from './text-to-image.ts';
import { videoDiffusion } from './video-diffusion.ts';

const image = { size: 8, channels: 1 } as const;
const unet = { channels: [8, 8], heads: 2 };
const mlp = { kind: 'mlp', width: 16, depth: 1 };
const prompt = { tokens: 24, width: 8 };
const steps = { steps: 3 };
const options = {
  generate: { ...steps, count: 2 }, textToImage: steps, imageToImage: steps, variations: { ...steps, count: 2 }, inpaint: steps, outpaint: { ...steps, right: 4 },
  interpolatePrompts: { ...steps, frames: 3 }, interpolateNoises: { ...steps, frames: 3 }, edit: { ...steps, steps: 2 }, invert: steps, fromNoise: steps,
};
const waves = (count: number): Float32Array => Float32Array.from({ length: count }, (_, i) => 0.5 + 0.4 * Math.sin(i));
const picture = { data: waves(8 * 64), shape: [8, 8, 8, 1] };
const captions = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];
const tokenizer = await trainTokenizer(captions, { model: 'bpe', vocabulary: 270 });
// What is drawn makes single losses jump: more of them, in larger batches, show that they fall.
const training = { steps: 60, batchSize: 16, learningRate: 0.01 };
const common = { backends: ['wasm'], training };

describe('pictures of nothing in particular', () => {
  testModelPlugin(diffusion, { ...common, backends: ['cpu', 'wasm'], config: { image, network: mlp }, invalidConfig: { image: { size: 9 }, network: unet }, options });
});
describe('pictures of a class, as DDPM makes them', () => {
  testModelPlugin(diffusion, {
    ...common, config: { image, network: unet, condition: 'class', classes: 3, process: { kind: 'variancePreserving' }, prediction: 'noise', times: { distribution: 'importance' } }, invalidConfig: { image, prediction: 'flow', process: { kind: 'variancePreserving' } },
    data: arrays({ image: picture, label: [0, 1, 2, 0, 1, 2, 0, 1] }), options: { ...options, generate: { ...options.generate, label: 1 } },
  });
});
describe('enlarged pictures, as EDM makes them', () => {
  testModelPlugin(diffusion, { ...common, config: { image, network: unet, upscale: 2, process: { kind: 'varianceExploding' }, selfConditioning: true }, invalidConfig: { upscale: 3 }, data: arrays({ image: picture }), inputs: { upscale: () => ({ image: uniform(key(1), [4, 4, 1]) }) }, options: { upscale: steps } });
});
describe('latent pictures of captions', () => {
  testModelPlugin(latentDiffusion, {
    ...common, config: { image, latent: { size: 4, channels: 1 }, network: mlp, condition: 'text', prompt }, invalidConfig: { image, latent: { size: 3 } },
    data: arrays({ image: picture, text: captions }), tokenizer, parts: { autoencoder: halving }, options,
  });
});
describe('a composite of any parts', () => {
  testModelPlugin(textToImage, { ...common, config: { image, tokens: 24 }, invalidConfig: { steps: 0 }, tokenizer, parts: { autoencoder: halving, denoiser: tenth, promptEncoder: counting }, options });
});
describe('sounds', () => {
  testModelPlugin(audioDiffusion, { ...common, config: { audio: { samples: 64, rate: 8000 }, fold: 4, network: { ...unet, kind: 'unet-1d' } }, invalidConfig: { audio: { samples: 65 } }, data: arrays({ audio: { data: waves(8 * 64), shape: [8, 64] } }, { kinds: { audio: 'audio' } }), options: { generate: steps } });
});
describe('clips', () => {
  testModelPlugin(videoDiffusion, { ...common, config: { video: { frames: 2, size: 8, channels: 1 }, network: { ...unet, kind: 'space-time-unet' } }, invalidConfig: { video: { size: 5 } }, options: { generate: steps } });
});
