import { testModelPlugin } from '@figment/testing/vitest';
import { describe } from 'vitest';

import { klAutoencoder } from './kl-autoencoder.ts';
import { vae } from './vae.ts';
import { vqAutoencoder } from './vq-autoencoder.ts';
import { vqVae } from './vq-vae.ts';

const image = { size: 8, channels: 1 } as const;
const blocks = { image, blockChannels: [4, 4], normGroups: 2 };
const common = {
  backends: ['cpu', 'wasm'],
  options: { generate: { count: 2 }, interpolate: { steps: 3 } },
  training: { steps: 15, batchSize: 4, learningRate: 0.01 },
};

describe('vector latent', () => {
  testModelPlugin(vae, { ...common, config: { image, latent: 4, channels: [8], prior: { components: 2 } }, invalidConfig: { image: { size: 12 } } });
});
describe('latent picture', () => {
  testModelPlugin(vae, { ...common, backends: ['wasm'], config: { image, latent: { channels: 2, downsample: 4 }, channels: [8, 8], likelihood: 'bernoulli' }, invalidConfig: { latent: { channels: 2, downsample: 1 } } });
});
describe('codes that are trained', () => {
  testModelPlugin(vqVae, { ...common, config: { image, latent: { channels: 4 }, channels: [8], codebook: { size: 8 } }, invalidConfig: { codebook: { size: 1 } }, gradients: { estimated: true } });
});
describe('codes that follow', () => {
  testModelPlugin(vqVae, { ...common, backends: ['wasm'], config: { image, latent: { channels: 4 }, channels: [8], codebook: { size: 8, update: 'movingAverage' } }, invalidConfig: { channels: [] }, gradients: { estimated: true } });
});
describe('latent diffusion', () => {
  testModelPlugin(klAutoencoder, { ...common, config: blocks, invalidConfig: { ...blocks, blockChannels: [4, 5] } });
  testModelPlugin(vqAutoencoder, { ...common, config: { ...blocks, codebook: { size: 8 } }, invalidConfig: { ...blocks, normGroups: 3 }, gradients: { estimated: true } });
});
