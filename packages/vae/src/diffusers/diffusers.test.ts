import { createModel, type HostArray, isFigmentError } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { encodeSafetensors, memoryStore } from '@figment/core/checkpoint';
import { readModelFolder } from '@figment/core/interchange';
import { dispose, memory } from '@figment/core/ops';
import { key, uniform } from '@figment/core/random';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { klAutoencoder } from '../kl-autoencoder.ts';
import type { KlNetwork } from '../kl/network.ts';
import { vqAutoencoder } from '../vq-autoencoder.ts';
import { openAutoencoderKl, saveAutoencoderKl } from './autoencoder-kl.ts';
import { openVqModel, saveVqModel } from './vq-model.ts';

beforeAll(() => selectBackend({ prefer: 'cpu' }));
afterEach(() => { expect(memory().numTensors).toBe(0); });

const small = { image: { size: 8, channels: 3 }, blockChannels: [4, 8], normGroups: 2, latentChannels: 4 };

async function codeOf(call: () => Promise<unknown>): Promise<unknown> {
  return call().then(() => 'nothing thrown', (error: unknown) => (isFigmentError(error) ? error.code : error));
}

describe('AutoencoderKL', () => {
  it.each([
    { name: 'with all convolutions and attention', config: { ...small, downAttention: [false, true], upAttention: [true, false] } },
    { name: 'without', config: { ...small, quantConv: false, postQuantConv: false, midAttention: false, shiftFactor: 0.1159, scalingFactor: 0.3611 } },
    { name: 'with means and deviations by channel', config: { ...small, latentsMean: [0.1, 0.2, 0.3, 0.4], latentsStd: [1, 2, 3, 4], layersPerBlock: 2 } },
  ])('$name gives the same numbers after export and import', async ({ config }) => {
    const store = memoryStore(`kl ${JSON.stringify(config)}`);
    const model = await createModel(klAutoencoder, config, { seed: 3 });
    await saveAutoencoderKl(model, store);
    const again = await openAutoencoderKl(store);
    const image = uniform(key(1), [2, 8, 8, 3]);
    const [a, b] = [await model.tasks.reconstruct.sample({ image }).result(), await again.tasks.reconstruct.sample({ image }).result()];
    expect(await b.data()).toEqual(await a.data());
    expect(again.config).toMatchObject(config);
    expect((again.modules['autoencoder'] as KlNetwork).scale).toEqual((model.modules['autoencoder'] as KlNetwork).scale);
    dispose([image, a, b]);
    model.dispose();
    again.dispose();
  });

  it('writes torch\'s names and shapes', async () => {
    const store = memoryStore('kl names');
    const model = await createModel(klAutoencoder, small, { seed: 3 });
    await saveAutoencoderKl(model, store, { dtype: 'F16' });
    const { weights } = await readModelFolder(store);
    expect(weights.tensors.get('encoder.down_blocks.1.resnets.0.conv_shortcut.weight')).toMatchObject({ shape: [8, 4, 1, 1], dtype: 'F16' });
    expect(weights.tensors.get('decoder.mid_block.attentions.0.to_out.0.weight')?.shape).toEqual([8, 8]);
    expect(weights.tensors.get('quant_conv.weight')?.shape).toEqual([8, 8, 1, 1]);
    model.dispose();
  });

  it('reads attention as it was written before diffusers 0.18', async () => {
    const store = memoryStore('kl old');
    const model = await createModel(klAutoencoder, small, { seed: 3 });
    await saveAutoencoderKl(model, store);
    const { weights } = await readModelFolder(store);
    const old: Record<string, HostArray> = {};
    for await (const [name, array] of weights.readAll()) {
      old[name.replace('to_q', 'query').replace('to_k', 'key').replace('to_v', 'value').replace('to_out.0', 'proj_attn')] =
        name.includes('to_q.weight') ? { data: array.data, shape: [...array.shape, 1, 1] } : array;
    }
    await store.write('diffusion_pytorch_model.safetensors', [await encodeSafetensors(old)]);
    const again = await openAutoencoderKl(store);
    const image = uniform(key(1), [1, 8, 8, 3]);
    const [a, b] = [await model.tasks.encode.sample({ image }).result(), await again.tasks.encode.sample({ image }).result()];
    expect(await b.data()).toEqual(await a.data());
    dispose([image, a, b]);
    model.dispose();
    again.dispose();
  });

  it('exports a scale that was fitted to data', async () => {
    const store = memoryStore('kl scale');
    const model = await createModel(klAutoencoder, small, { seed: 3 });
    (model.modules['autoencoder'] as KlNetwork).latentScale.write({ data: Float32Array.of(-2, -2, -2, -2, 2, 2, 2, 2), count: 2, dimension: 4 });
    await saveAutoencoderKl(model, store);
    expect((await readModelFolder(store)).config).toMatchObject({ scaling_factor: 0.5 });
    model.dispose();
  });

  it('refuses files that do not fit, and leaves nothing behind', async () => {
    const store = memoryStore('kl wrong');
    expect(await codeOf(() => openAutoencoderKl(store))).toBe('FILE_NOT_FOUND');
    const model = await createModel(klAutoencoder, small, { seed: 3 });
    await saveAutoencoderKl(model, store);
    model.dispose();
    const { config, weights } = await readModelFolder(store);
    const all = new Map<string, HostArray>();
    for await (const [name, array] of weights.readAll()) all.set(name, array);
    const withWeights = async (change: (tensors: typeof all) => void): Promise<unknown> => {
      const tensors = new Map(all);
      change(tensors);
      await store.write('diffusion_pytorch_model.safetensors', [await encodeSafetensors(Object.fromEntries(tensors))]);
      return codeOf(() => openAutoencoderKl(store));
    };
    expect(await withWeights((tensors) => tensors.delete('encoder.conv_in.bias'))).toBe('CHECKPOINT_MISMATCH');
    expect(await withWeights((tensors) => tensors.set('encoder.extra', { data: Float32Array.of(1), shape: [1] }))).toBe('CHECKPOINT_MISMATCH');
    expect(await withWeights((tensors) => tensors.set('encoder.conv_in.bias', { data: new Float32Array(5), shape: [5] }))).toBe('CHECKPOINT_MISMATCH');
    const withConfig = async (change: object): Promise<unknown> => {
      await store.write('config.json', [new TextEncoder().encode(JSON.stringify({ ...(config as object), ...change }))]);
      return codeOf(() => openAutoencoderKl(store));
    };
    expect(await withConfig({ _class_name: 'UNet2DModel' })).toBe('CONFIG_INVALID');
    expect(await withConfig({ act_fn: 'gelu' })).toBe('CONFIG_INVALID');
    await store.write('config.json', [new TextEncoder().encode('{')]);
    expect(await codeOf(() => openAutoencoderKl(store))).toBe('CONFIG_INVALID');
  });
});

describe('VQModel', () => {
  it.each([
    { name: 'plain', config: { ...small, codeChannels: 5, codebook: { size: 16, normalize: false } } },
    { name: 'with norms that codes modulate', config: { ...small, blockChannels: [32, 32], codeChannels: 3, norm: 'spatial' as const, codebook: { size: 16, normalize: false } } },
  ])('$name gives the same numbers after export and import', async ({ config }) => {
    const store = memoryStore(`vq ${JSON.stringify(config)}`);
    const model = await createModel(vqAutoencoder, config, { seed: 3 });
    await saveVqModel(model, store);
    const again = await openVqModel(store);
    const image = uniform(key(1), [2, 8, 8, 3]);
    const [a, b] = [await model.tasks.reconstruct.sample({ image }).result(), await again.tasks.reconstruct.sample({ image }).result()];
    expect(await b.data()).toEqual(await a.data());
    const weights = (await readModelFolder(store)).weights.tensors;
    expect(weights.get('quantize.embedding.weight')?.shape).toEqual([16, config.codeChannels]);
    expect([...weights.keys()].filter((name) => name.includes('usage'))).toEqual([]);
    dispose([image, a, b]);
    model.dispose();
    again.dispose();
  });

  it('refuses a codebook that such a file can\'t hold', async () => {
    const model = await createModel(vqAutoencoder, { ...small, codebook: { size: 16 } }, { seed: 3 });
    expect(await codeOf(() => saveVqModel(model, memoryStore('vq normalised')))).toBe('INPUT_INVALID');
    model.dispose();
  });
});
