import { createModel, train } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { arrays } from '@figment/core/data';
import { memory } from '@figment/core/ops';
import { beforeAll, expect, it } from 'vitest';

import { diffusion } from './diffusion.ts';

beforeAll(async () => { await selectBackend({ prefer: 'wasm' }); });
const small = { image: { size: 8, channels: 1 as const }, network: { kind: 'unet', channels: [8, 8], heads: 2 } };

it('learns and generates', async () => {
  const before = memory().numTensors;
  const model = await createModel(diffusion, small, { seed: 1 });
  const data = arrays({ image: { data: Float32Array.from({ length: 8 * 64 }, (_, i) => 0.5 + 0.4 * Math.sin(i)), shape: [8, 8, 8, 1] } });
  const losses: number[] = [];
  for await (const event of train(model, { data, steps: 30, batchSize: 8, seed: 1 })) losses.push(event.losses['diffusion']!);
  console.log(losses.slice(0, 3), losses.slice(-3));
  const picture = await model.tasks.generate.sample({}, { steps: 4, count: 2, seed: 1 }).result();
  expect(picture.shape).toEqual([2, 8, 8, 1]);
  picture.dispose();
  model.dispose();
  expect(memory().numTensors).toBe(before);
}, 120_000);
