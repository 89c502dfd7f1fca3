import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { onEachBackend } from '../../test/backends.ts';
import { tinyModel } from '../../test/tiny-model.ts';
import { createModel } from '../plugin/create-model.ts';
import { defineModel } from '../plugin/define.ts';
import type { HostArray } from '../tensor.ts';
import { type ByteSource, encodeSafetensors, inspectCheckpoint, memoryStore, openModel, openSafetensors, saveModel } from './index.ts';
import type { CheckpointStore } from './stores/store.ts';
import { weightsOf } from './weights.ts';

 
const tiny = (width = 8) => createModel(tinyModel, { width }, { seed: 7 });
type Tiny = Awaited<ReturnType<typeof tiny>>;

const weights = async (model: Pick<Tiny, 'modules'>): Promise<Record<string, readonly number[]>> =>
  Object.fromEntries(await Promise.all([...weightsOf(model.modules)].map(async ([name, variable]) => [name, [...(await variable.data())]] as const)));

const place = (name = 'models'): CheckpointStore => memoryStore(name, new Map());

/** Two tiny models joined: what a text-to-image model is in the large. */
const pair = defineModel({
  id: 'test/pair', title: 'A pair', config: z.object({}), tasks: {},
  create: (_, host) => ({ modules: {}, objectives: [], run: {}, observe: () => ({ parts: Object.keys(host.parts) }) }),
});

async function balanced(work: () => Promise<void>): Promise<void> {
  const before = memory().numTensors;
  await work();
  expect(memory().numTensors - before, 'tensors left behind').toBe(0);
}

onEachBackend(() => {
  it('opens what was saved, bit for bit', async () => {
    await balanced(async () => {
      const [store, model] = [place(), await tiny()];
      await saveModel(model, store, { step: 12, provenance: { by: 'a test' }, plugin: { id: 'test', version: '1.2.3' } });
      const opened = await openModel(store, tinyModel);
      expect(await weights(opened)).toEqual(await weights(model));
      expect(opened.config).toEqual({ width: 8 });
      const prediction = opened.tasks.predict;
      expect(prediction.unavailable).toBeUndefined();
      model.dispose();
      opened.dispose();
    });
  });

  it('stores halves when it is told to', async () => {
    await balanced(async () => {
      const [store, model] = [place(), await tiny()];
      await saveModel(model, store, { dtype: 'float16' });
      const opened = await openModel(store, tinyModel);
      const [got, want] = [(await weights(opened))['net.up.weight'] ?? [], (await weights(model))['net.up.weight'] ?? []];
      expect(got).not.toEqual(want);
      got.forEach((value, i) => { expect(Math.abs(value - (want[i] as number))).toBeLessThanOrEqual(Math.abs(want[i] as number) * 2 ** -11); });
      expect((await inspectCheckpoint(store)).files[0]?.tensors?.[0]?.dtype).toBe('F16');
      model.dispose();
      opened.dispose();
    });
  });

  it('tells of bytes as they are read, to the last', async () => {
    await balanced(async () => {
      const [store, model] = [place(), await tiny()];
      await saveModel(model, store);
      const seen: { loaded: number; total: number }[] = [];
      const opened = await openModel(store, tinyModel, { onProgress: (progress) => seen.push(progress) });
      const total = 4 * (3 * 8 + 8 + 8 * 2 + 2 + 3 + 1);
      expect(seen[0]).toEqual({ loaded: 0, total });
      expect(seen.at(-1)).toEqual({ loaded: total, total });
      model.dispose();
      opened.dispose();
    });
  });

  it('opens a composite with its parts, and frees them with it', async () => {
    await balanced(async () => {
      const [store, left, right] = [place(), await tiny(4), await tiny(8)];
      const whole = await createModel(pair, {}, { seed: 1, parts: { left, right } });
      await saveModel(whole, store, { parts: { left, right } });
      expect([...((await store.list('left')) ?? [])].sort()).toEqual(['figment.json', 'model.safetensors']);
      await expect(openModel(store, pair)).rejects.toThrow(expect.objectContaining({ code: 'MODEL_UNKNOWN', message: 'test/pair needs test/tiny for its part "left" (memory:models/left), which is not in { also }: import its definition from @test/tiny.' }));
      const opened = await openModel(store, pair, { also: [tinyModel] });
      expect(opened.observe?.()).toEqual({ parts: ['left', 'right'] });
      // A part is a checkpoint of its own.
      const part = await openModel({ ...store, location: 'left', read: (path) => store.read(`left/${path}`), list: (path) => store.list(`left/${path}`) }, tinyModel);
      expect(await weights(part)).toEqual(await weights(left));
      for (const model of [whole, left, right, opened, part]) model.dispose();
    });
  });

  it('opens a composite whose parts belong to another one beside it, and never looks further', async () => {
    await balanced(async () => {
      const [first, second] = ['memory:shared/first', 'memory:shared/second'];
      const [left, right] = [await tiny(4), await tiny(8)];
      const whole = await createModel(pair, {}, { seed: 1, parts: { left, right } });
      await saveModel(whole, first, { parts: { left, right } });
      // Saved once more: the generation of the first is not that of the second.
      await saveModel(whole, first, { parts: { left, right } });
      await saveModel(whole, second, { parts: { left: '../first/left', right } });
      expect(Object.keys((await inspectCheckpoint(second)).parts)).toEqual(['right', 'left']);
      expect(await memoryStore('shared/second').list('left')).toEqual([]);
      const opened = await openModel(second, pair, { also: [tinyModel] });
      expect(opened.observe?.()).toEqual({ parts: ['right', 'left'] });
      await memoryStore('shared/first').remove('left');
      await expect(openModel(second, pair, { also: [tinyModel] })).rejects.toThrow(expect.objectContaining({ code: 'CHECKPOINT_INVALID', message: 'memory:shared/second: the part "left" is missing: it lies in another folder, ../first/left/, which must stand beside this one.' }));
      for (const path of ['../../first/left', '../', '/first', 'first']) await expect(saveModel(whole, second, { parts: { left: path } })).rejects.toThrow(expect.objectContaining({ code: 'OPTIONS_INVALID' }));
      for (const model of [whole, left, right, opened]) model.dispose();
    });
  });

  it('leaves nothing when it is aborted', async () => {
    await balanced(async () => {
      const [store, model] = [place(), await tiny()];
      await saveModel(model, store);
      const controller = new AbortController();
      await expect(openModel(store, tinyModel, { signal: controller.signal, onProgress: ({ loaded }) => { if (loaded > 0) controller.abort(); } })).rejects.toThrow(/abort/i);
      await expect(saveModel(model, store, { signal: controller.signal })).rejects.toThrow(/abort/i);
      model.dispose();
    });
  });

  it.each<[string, (store: CheckpointStore) => Promise<unknown>, string, string]>([
    ['nothing there', (store) => store.remove('figment.json'), 'FILE_NOT_FOUND', 'memory:models holds no checkpoint: there is no figment.json.'],
    ['no JSON', (store) => put(store, 'figment.json', '{ "spec": 1, '), 'CHECKPOINT_INVALID', 'memory:models/figment.json: this is no JSON.'],
    ['a newer layout', (store) => edit(store, { spec: 2 }), 'CHECKPOINT_SPEC_UNSUPPORTED', 'memory:models/figment.json is of version 2, and this version of @figment/core reads up to 1: update @figment/core.'],
    ['another model', (store) => edit(store, { model: 'acme/lstm' }), 'CHECKPOINT_MISMATCH', 'memory:models holds a acme/lstm, not a test/tiny.'],
    ['another config', (store) => edit(store, { config: { width: 9 } }), 'CHECKPOINT_MISMATCH', 'memory:models/model.safetensors does not fit test/tiny with this config: "net.up.weight" has shape [3, 8] there and [3, 9] here.'],
    ['a config that is no longer valid', (store) => edit(store, { config: { width: 0 } }), 'CONFIG_INVALID', 'config.width'],
    ['a file that leads out', (store) => edit(store, { files: ['../secrets'] }), 'CHECKPOINT_INVALID', 'memory:models/figment.json: files must name files of this folder, got ["../secrets"].'],
    ['no weights', (store) => store.remove('model.safetensors'), 'CHECKPOINT_INVALID', 'memory:models: model.safetensors is missing.'],
    ['a weight too few', (store) => remake(store, (arrays) => Object.fromEntries(Object.entries(arrays).filter(([name]) => name !== 'net.up.weight'))), 'CHECKPOINT_MISMATCH', 'it holds no "net.up.weight" of shape [3, 8].'],
    ['a weight too many', (store) => remake(store, (arrays) => ({ ...arrays, 'net.more': { data: new Float32Array(1), shape: [] } })), 'CHECKPOINT_MISMATCH', 'it holds "net.more", which there is no place for.'],
    ['weights of another type', (store) => remake(store, (arrays) => ({ ...arrays, 'net.up.bias': { data: new Int32Array(8), shape: [8] } })), 'CHECKPOINT_MISMATCH', '"net.up.bias" has type I32 there, which float32 can\'t take.'],
    ['cut-off weights', (store) => cut(store, 'model.safetensors', 40), 'SAFETENSORS_INVALID', 'it was cut off'],
    ['files of two checkpoints', (store) => edit(store, { generation: 4 }), 'CHECKPOINT_INVALID', 'the files of two checkpoints were mixed'],
  ])('refuses %s', async (_, damage, code, message) => {
    await balanced(async () => {
      const [store, model] = [place(), await tiny()];
      await saveModel(model, store);
      model.dispose();
      await damage(store);
      await expect(openModel(store, tinyModel)).rejects.toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) as string }));
    });
  });
});

describe('inspectCheckpoint', () => {
  it('tells what is there without reading weights', async () => {
    const [store, model] = [place(), await tiny()];
    await saveModel(model, store, { step: 3, plugin: { id: 'test', version: '1.0.0' }, files: { 'tokenizer.json': '{}' } });
    model.dispose();
    const { manifest, files, parameterCount, parts } = await inspectCheckpoint(store);
    expect(manifest).toMatchObject({ spec: 1, generation: 1, model: 'test/tiny', step: 3, plugin: { id: 'test', version: '1.0.0' }, config: { width: 8 }, files: ['model.safetensors', 'tokenizer.json'] });
    expect(files.map(({ name }) => name)).toEqual(['model.safetensors', 'tokenizer.json']);
    expect(files[0]?.tensors).toContainEqual({ name: 'net.down.weight', dtype: 'F32', shape: [8, 2], bytes: 64 });
    expect(files[1]).toEqual({ name: 'tokenizer.json', bytes: 2 });
    expect(parameterCount).toBe(3 * 8 + 8 + 8 * 2 + 2 + 3 + 1);
    expect(parts).toEqual({});
  });

  it('writes files that other readers of safetensors understand', async () => {
    const [store, model] = [place(), await tiny()];
    await saveModel(model, store);
    model.dispose();
    const file = await openSafetensors((await store.read('model.safetensors')) as ByteSource);
    expect([...file.tensors.keys()]).toContain('net.up.weight');
    expect(file.metadata).toEqual({ 'figment.generation': '1' });
  });
});

async function put(store: CheckpointStore, path: string, content: string): Promise<void> {
  await store.write(path, [new TextEncoder().encode(content)]);
}

async function edit(store: CheckpointStore, change: object): Promise<void> {
  const manifest = JSON.parse(new TextDecoder().decode(await (await store.read('figment.json'))?.arrayBuffer())) as object;
  await put(store, 'figment.json', JSON.stringify({ ...manifest, ...change }));
}

async function cut(store: CheckpointStore, path: string, bytes: number): Promise<void> {
  const file = (await store.read(path)) as ByteSource;
  await store.write(path, [new Uint8Array(await file.slice(0, file.size - bytes).arrayBuffer())]);
}

async function remake(store: CheckpointStore, change: (arrays: Record<string, HostArray>) => Record<string, HostArray>): Promise<void> {
  const file = await openSafetensors((await store.read('model.safetensors')) as ByteSource);
  const arrays: Record<string, HostArray> = {};
  for await (const [name, array] of file.readAll()) arrays[name] = array;
  await store.write('model.safetensors', [await encodeSafetensors(change(arrays))]);
}
