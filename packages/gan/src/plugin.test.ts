import { arrays } from '@figment/core/data';
import { key, normal } from '@figment/core/random';
import { testModelPlugin } from '@figment/testing/vitest';
import { describe } from 'vitest';

import { gan } from './gan.ts';

const image = { size: 8, channels: 1 } as const;
const generator = { channels: 4 }, discriminator = { channels: 4 };
const waves = (count: number): Float32Array => Float32Array.from({ length: count }, (_, i) => 0.5 + 0.4 * Math.sin(i * i));
const data = arrays({ image: { data: waves(8 * 64), shape: [8, 8, 8, 1] }, label: [0, 1, 2, 0, 1, 2, 0, 1] });
const options = { generate: { count: 3 }, interpolate: { frames: 3 }, mixStyles: { count: 2 }, project: { steps: 3 }, edit: { steps: 2, frames: 3 } };
const training = { steps: 20, batchSize: 8 };
const latent = (size: number) => () => ({ latent: normal(key(1), [size]) });

describe('pictures of nothing in particular', () => {
  testModelPlugin(gan, { config: { image, latent: 6, generator, discriminator, penaltyEvery: 1 }, invalidConfig: { image: { size: 9 } }, inputs: { decode: latent(6) }, options, training });
});
describe('pictures of a class, of styles', () => {
  const style = { ...generator, kind: 'style', styleSize: 6, mappingLayers: 2 } as const;
  testModelPlugin(gan, {
    config: { image, condition: 'class', classes: 3, latent: 5, generator: style, discriminator: { channels: 6, kind: 'residual', minibatchStddev: 2 }, loss: 'relativistic', r2: 1, pathLength: 2, penaltyEvery: 3, augmentation: { kind: 'adaptive' } },
    invalidConfig: { loss: 'zeroSum' }, data, inputs: { decode: latent(4 * 6) }, options: { ...options, project: { steps: 3, eachLayer: true } }, training, backends: ['wasm'],
  });
});
