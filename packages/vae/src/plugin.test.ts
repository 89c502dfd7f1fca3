import { testModelPlugin } from '@figment/testing/vitest';
import { describe } from 'vitest';

import { klAutoencoder } from './kl-autoencoder.ts';
import { vae } from './vae.ts';
import { vqAutoencoder } from './vq-autoencoder.ts';
import { vqVae } from './vq-vae.ts';

const image = { size: 8, channels: 1 } as const;
const blocks = { image, blockChannels: [8, 8], normGroups: 4 };
const backends = ['cpu', 'wasm'];
const options = { generate: { count: 2 }, interpolate: { steps: 3 } };

describe('vector latent', () => {
  testModelPlugin(vae, { backends, config: { image, latent: 4, channels: [8], prior: { components: 2 } }, invalidConfig: { image: { size: 12 } }, options });
});
describe('latent picture', () => {
  testModelPlugin(vae, { backends, config: { image, latent: { channels: 2, downsample: 4 }, channels: [8, 8], likelihood: 'bernoulli' }, invalidConfig: { latent: { channels: 2, downsample: 1 } }, options });
});
describe('codes that are trained', () => {
  testModelPlugin(vqVae, { backends, config: { image, latent: { channels: 4 }, channels: [8], codebook: { size: 8 } }, invalidConfig: { codebook: { size: 1 } }, options, gradients: { estimated: true } });
});
describe('codes that follow', () => {
  testModelPlugin(vqVae, { backends, config: { image, latent: { channels: 4 }, channels: [8], codebook: { size: 8, update: 'movingAverage' } }, invalidConfig: { channels: [] }, options, gradients: { estimated: true } });
});
describe('latent diffusion', () => {
  testModelPlugin(klAutoencoder, { backends, config: blocks, invalidConfig: { ...blocks, blockChannels: [8, 9] }, options });
  testModelPlugin(vqAutoencoder, { backends, config: { ...blocks, codebook: { size: 8 } }, invalidConfig: { ...blocks, normGroups: 3 }, options, gradients: { estimated: true } });
});
