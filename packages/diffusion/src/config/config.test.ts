import { createModel } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { configForData } from '@figment/core/plugin';
import { beforeAll, expect, it } from 'vitest';

import { diffusion } from '../diffusion.ts';
import { latentDiffusion } from '../latent-diffusion.ts';
import type { DiffusionNetwork } from '../network/diffusion-network.ts';
import { predictionOf, processConfig } from './process.ts';

beforeAll(() => selectBackend({ prefer: 'cpu' }));

const images = (size: number, channels: number) => ({ image: { kind: 'image', shape: [size, size, channels] } }) as const;

it('takes the size of pictures from the data, what they are asked for by, and as many resolutions as they can be halved to', async () => {
  expect(configForData(diffusion, {}, { ...images(32, 3), text: { kind: 'text' } })).toEqual({ image: { size: 32, channels: 3 }, condition: 'text', network: { channels: [48, 96, 144] } });
  expect(configForData(diffusion, { network: { channels: [16, 32] } }, images(32, 3))).toMatchObject({ network: { channels: [16, 32] } });
  expect(configForData(latentDiffusion, {}, images(32, 3))).toEqual({ image: { size: 32, channels: 3 } });
  // 28 can be halved once after squares of 2 are folded.
  const small = configForData(diffusion, { network: { channels: [8, 8] } }, { ...images(28, 1), label: { kind: 'label' } });
  expect(small).toEqual({ image: { size: 28, channels: 1 }, condition: 'class', network: { channels: [8, 8] } });
  (await createModel(diffusion, small, { seed: 1 })).dispose();
});

it('has networks of pixels say what the picture looks like, and others what leads there', async () => {
  const [pixels, latents] = await Promise.all([
    createModel(diffusion, { image: { size: 8 }, network: { kind: 'mlp', width: 8, depth: 1 } }, { seed: 1 }),
    createModel(latentDiffusion, { image: { size: 8 }, latent: { size: 4 }, network: { kind: 'mlp', width: 8, depth: 1 } }, { seed: 1 }),
  ]);
  expect([pixels, latents].map(({ modules }) => (modules['diffusion'] as DiffusionNetwork).prediction)).toEqual(['sample', 'flow']);
  const process = (kind: 'flow' | 'variancePreserving' | 'varianceExploding') => processConfig.parse({ kind });
  expect((['flow', 'variancePreserving', 'varianceExploding'] as const).map((kind) => predictionOf({ process: process(kind) }, true))).toEqual(['sample', 'velocity', 'velocity']);
  expect(predictionOf({ process: process('flow'), prediction: 'noise' }, true)).toBe('noise');
  for (const model of [pixels, latents]) model.dispose();
});
