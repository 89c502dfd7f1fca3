import type { Tensor } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { memoryStore, type CheckpointStore } from '@figment/core/checkpoint';
import { dispose, memory, tensor } from '@figment/core/ops';
import { beforeAll, expect, it } from 'vitest';

import reference from './controlnet-reference.json' with { type: 'json' };
import { openControlNet, openUNet } from './unet.ts';

beforeAll(() => selectBackend({ prefer: 'cpu' }));

async function folderOf({ config, weights }: { readonly config: object; readonly weights: string }): Promise<CheckpointStore> {
  const store = memoryStore(JSON.stringify(config));
  await store.write('config.json', [new TextEncoder().encode(JSON.stringify(config))]);
  await store.write('diffusion_pytorch_model.safetensors', [Uint8Array.from(atob(weights), (character) => character.charCodeAt(0))]);
  return store;
}

interface Host {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

const tensorOf = ({ data, shape }: Host): Tensor => tensor([...data], [...shape]);

function expectNear(said: Tensor, { shape, data }: Host): void {
  expect(said.shape).toEqual(shape);
  const largest = Math.max(...data.map(Math.abs));
  const values = said.dataSync();
  expect(Math.max(...data.map((value, i) => Math.abs(value - values[i]!)))).toBeLessThan(1e-5 * largest);
}

it('steers a U-Net as diffusers does', async () => {
  const before = memory().numTensors;
  const control = await openControlNet(await folderOf(reference.control));
  const unet = await openUNet(await folderOf(reference.unet));
  const [x, states, hint, time] = [tensorOf(reference.x), tensorOf(reference.states), tensorOf(reference.hint), tensor(reference.time)];
  const residuals = control.forward(x, time, hint, { states });
  const all = [...residuals.skips, residuals.mid];
  expect(all).toHaveLength(reference.residuals.length);
  for (const [i, each] of all.entries()) expectNear(each, reference.residuals[i]!);
  const said = unet.forward(x, time, { states }, residuals);
  expectNear(said, reference.said);
  dispose([x, states, hint, time, said, ...all]);
  control.dispose();
  unet.dispose();
  expect(memory().numTensors).toBe(before);
});
