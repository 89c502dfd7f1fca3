import { isFigmentError, type Tensor } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { encodeSafetensors, memoryStore } from '@figment/core/checkpoint';
import { readModelFolder } from '@figment/core/interchange';
import { dispose, memory, tensor, tidy } from '@figment/core/ops';
import { key, normal } from '@figment/core/random';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { ControlNet } from '../denoisers/unet/controlnet.ts';
import type { UNet2dOptions } from '../denoisers/unet/options.ts';
import { UNet2d } from '../denoisers/unet/unet2d.ts';
import { openControlNet, openUNet, saveUNet } from './unet.ts';

beforeAll(() => selectBackend({ prefer: 'cpu' }));
afterEach(() => { expect(memory().numTensors).toBe(0); });

const levels = [{ channels: 4, layers: 1 }, { channels: 8, layers: 1, heads: 2 }];
const networks: Readonly<Record<string, UNet2dOptions>> = {
  plain: { channels: 3, groups: 2, levels },
  'with attention, classes and Fourier times': { channels: 1, outChannels: 2, groups: 2, levels: [levels[0]!, { ...levels[1]!, down: 'attention' }], labels: 3, time: { kind: 'fourier' }, conditioning: 'scaleShift', downsampling: 'residual' },
  'with residual resampling': { channels: 3, groups: 2, levels: [{ ...levels[0]!, down: 'residual', up: 'plain' }, { ...levels[1]!, down: 'plain', up: 'residual' }], mid: { attention: 'none' } },
  'with cross-attention': { channels: 4, groups: 2, contextWidth: 6, levels: [{ ...levels[0]!, down: 'crossAttention', up: 'plain' }, { ...levels[1]!, down: 'crossAttention', depth: 2, upDepth: [1, 2] }], mid: { attention: 'cross' } },
};

/** Each weight a little off what it is at first: much of it is 0. */
function stir(network: UNet2d | ControlNet): void {
  let seed = 0;
  for (const [, parameter] of network.namedParameters()) tidy(() => { parameter.assign(normal(key(++seed), parameter.shape, { standardDeviation: 0.2 })); });
}

function predict(network: UNet2d, options: UNet2dOptions): number[] {
  const said = tidy(() => network.forward(normal(key(1), [2, 4, 4, options.channels]), tensor([3, 500]), {
    ...(options.labels !== undefined && { label: tensor([0, 2], [2], 'int32') }), ...(options.contextWidth !== undefined && { states: normal(key(2), [2, 3, options.contextWidth]) }),
  }));
  const values = Array.from(said.dataSync());
  said.dispose();
  return values;
}

const codeOf = async (call: () => Promise<unknown>): Promise<unknown> => call().then(() => 'nothing thrown', (error: unknown) => (isFigmentError(error) ? `${error.code}: ${error.message}` : error));

describe('U-Nets', () => {
  it.each(Object.keys(networks))('%s says the same after export and import', async (name) => {
    const options = networks[name]!;
    const network = new UNet2d(key(3), options);
    stir(network);
    const store = memoryStore(`unet ${name}`);
    await saveUNet(network, store, { sampleSize: 4 });
    const again = await openUNet(store);
    expect(predict(again, options)).toEqual(predict(network, options));
    expect((await readModelFolder(store)).config).toMatchObject({ sample_size: 4, _class_name: options.contextWidth === undefined ? 'UNet2DModel' : 'UNet2DConditionModel' });
    network.dispose();
    again.dispose();
  });

  it('writes and reads half precision', async () => {
    const network = new UNet2d(key(3), networks['plain']!);
    const store = memoryStore('unet half');
    await saveUNet(network, store, { dtype: 'F16' });
    expect((await readModelFolder(store)).weights.tensors.get('down_blocks.1.resnets.0.conv_shortcut.weight')).toMatchObject({ dtype: 'F16', shape: [8, 4, 1, 1] });
    (await openUNet(store)).dispose();
    network.dispose();
  });

  it('reads weights in several files, and the names of old files', async () => {
    const options = networks['with attention, classes and Fourier times']!;
    const network = new UNet2d(key(3), options);
    stir(network);
    const store = memoryStore('unet shards');
    await saveUNet(network, store);
    const { weights } = await readModelFolder(store);
    const halves: Record<string, { data: Float32Array; shape: readonly number[] }>[] = [{}, {}];
    let count = 0;
    for await (const [stored, { data, shape }] of weights.readAll()) {
      const name = stored.replace('to_q', 'query').replace('to_k', 'key').replace('to_v', 'value').replace('to_out.0', 'proj_attn');
      halves[count++ % 2]![name] = { data: Float32Array.from(data), shape };
    }
    const files = ['a.safetensors', 'b.safetensors'] as const;
    for (const [i, file] of files.entries()) await store.write(file, [await encodeSafetensors(halves[i]!)]);
    await store.remove('diffusion_pytorch_model.safetensors');
    const index = { weight_map: Object.fromEntries(files.flatMap((file, i) => Object.keys(halves[i]!).map((name) => [name, file]))) };
    await store.write('diffusion_pytorch_model.safetensors.index.json', [new TextEncoder().encode(JSON.stringify(index))]);
    const again = await openUNet(store);
    expect(predict(again, options)).toEqual(predict(network, options));
    network.dispose();
    again.dispose();
  });

  it('refuses files that do not fit, names the tensor, and leaves nothing behind', async () => {
    const network = new UNet2d(key(3), networks['plain']!);
    const store = memoryStore('unet wrong');
    await saveUNet(network, store);
    network.dispose();
    const { config, weights } = await readModelFolder(store);
    const all: Record<string, { data: Float32Array; shape: readonly number[] }> = {};
    for await (const [name, { data, shape }] of weights.readAll()) all[name] = { data: Float32Array.from(data), shape };
    const opened = async (change: object, drop?: string): Promise<unknown> => {
      const rest = Object.fromEntries(Object.entries({ ...all, ...change }).filter(([name]) => name !== drop));
      await store.write('diffusion_pytorch_model.safetensors', [await encodeSafetensors(rest)]);
      return codeOf(() => openUNet(store));
    };
    expect(await opened({}, 'conv_in.bias')).toMatch(/CHECKPOINT_MISMATCH: .*"conv_in\.bias"/);
    expect(await opened({ 'conv_in.bias': { data: new Float32Array(5), shape: [5] } })).toMatch(/CHECKPOINT_MISMATCH: "conv_in\.bias" must have the shape \[4\], got \[5\]/);
    expect(await opened({ 'mid_block.other': { data: new Float32Array(1), shape: [1] } })).toMatch(/CHECKPOINT_MISMATCH: .*"mid_block\.other"/);
    await store.write('config.json', [new TextEncoder().encode(JSON.stringify({ ...(config as object), down_block_types: ['KDownBlock2D', 'DownBlock2D'] }))]);
    expect(await codeOf(() => openUNet(store))).toMatch(/CONFIG_INVALID: config\.json: down_block_types\.0/);
  });
});

describe('ControlNet', () => {
  const { levels: each } = networks['with cross-attention']!;
  const options = { channels: 4, groups: 2, contextWidth: 6, levels: each, mid: { attention: 'cross' as const }, hintChannels: 1, hintWidths: [2, 4] };

  it('changes nothing at first, steers once it is trained, and says the same after export and import', async () => {
    const unet = new UNet2d(key(3), networks['with cross-attention']!);
    stir(unet);
    const control = new ControlNet(key(4), options);
    const [x, time, states, hint] = [normal(key(5), [1, 4, 4, 4]), tensor([20]), normal(key(6), [1, 2, 6]), normal(key(7), [1, 8, 8, 1])];
    const steered = (by?: ControlNet): number[] => {
      const said: Tensor = tidy(() => unet.forward(x, time, { states }, by?.forward(x, time, hint, { states })));
      const values = Array.from(said.dataSync());
      said.dispose();
      return values;
    };
    const free = steered();
    expect(steered(control)).toEqual(free);
    stir(control);
    const trained = steered(control);
    expect(trained).not.toEqual(free);
    const store = memoryStore('controlnet');
    await saveUNet(control, store);
    const again = await openControlNet(store);
    expect(steered(again)).toEqual(trained);
    expect(() => again.forward(x, time, x, { states })).toThrow(/hint must be 2 times as high and wide as x/);
    dispose([x, time, states, hint]);
    for (const network of [unet, control, again]) network.dispose();
  });
});

describe('what a U-Net is made from', () => {
  it.each([
    { change: { levels: [] }, message: /UNet2d\.levels must be one or more/ },
    { change: { groups: 3 }, message: /UNet2d\.levels\[0\]\.channels must be a multiple of groups \(3\), got 4/ },
    { change: { levels: [{ channels: 4, down: 'crossAttention' as const }] }, message: /UNet2d\.contextWidth/ },
  ])('$message', ({ change, message }) => { expect(() => new UNet2d(key(1), { ...networks['plain']!, ...change })).toThrow(message); });

  it('refuses pictures that can not be halved so often', () => {
    const network = new UNet2d(key(1), networks['plain']!);
    const [x, time] = [normal(key(1), [1, 5, 4, 3]), tensor([1])];
    expect(() => network.predict(x, time)).toThrow(/multiples of 2/);
    dispose([x, time]);
    network.dispose();
  });
});
