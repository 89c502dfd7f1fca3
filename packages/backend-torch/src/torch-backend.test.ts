import { add, concat, engine, fill, memory, mul, ones, reshape, scalar, setBackend, tensor, transpose } from '@tensorflow/tfjs-core';
import { selectBackend } from '@figment/core/backend';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';

import { torchProvider } from './provider.ts';
import { describeTorch, startForTests, torchFolder } from './testing/torch.ts';
import type { TorchBackend } from './torch-backend.ts';

describeTorch('the backend', () => {
  let backend: TorchBackend;
  let tensors: number;
  beforeAll(async () => {
    backend = await startForTests();
  });
  beforeEach(() => {
    backend.torch.clearCaches();
    tensors = memory().numTensors;
  });
  /** What a test made and disposed of is gone on both sides. */
  afterEach(() => {
    backend.torch.clearCaches();
    expect(memory().numTensors).toBe(tensors);
    expect(backend.numDataIds()).toBe(memory().numDataBuffers);
    expect(backend.torch.abi.alive).toBe(0);
  });
  afterAll(() => setBackend('torch'));

  it.each([
    ['float32', [0, -1.5, NaN, Infinity, 3.25e-40, 1e38]],
    ['int32', [0, -1, 2 ** 31 - 1, -(2 ** 31), 5, 7]],
    ['bool', [0, 1, 1, 0, 1, 0]],
  ] as const)('gives %s values back as they were', async (dtype, values) => {
    const x = tensor([...values], [2, 3], dtype);
    expect([...x.dataSync()]).toEqual(values.map((value) => (dtype === 'float32' ? Math.fround(value) : value)));
    expect([...(await x.data())]).toEqual([...x.dataSync()]);
    x.dispose();
  });

  it('takes any number but 0 for true', () => {
    const x = tensor(Uint8Array.of(0, 2, 255), [3], 'bool');
    expect([...x.dataSync()]).toEqual([0, 1, 1]);
    x.dispose();
  });

  it('does not follow what becomes of the array that a tensor was made of', () => {
    const values = Float32Array.of(1, 2);
    const x = tensor(values);
    values[0] = 9;
    expect([...x.dataSync()]).toEqual([1, 2]);
    const number = Float32Array.of(3);
    const y = tensor(number, []);
    number[0] = 9;
    expect([...y.dataSync()]).toEqual([3]);
    x.dispose();
    y.dispose();
  });

  it('gives copies: what is done to read values changes no tensor', () => {
    for (const x of [tensor([1, 2]), scalar(1)]) {
      x.dataSync().fill(7);
      expect(x.dataSync()[0]).toBe(1);
      x.dispose();
    }
  });

  it('reads tensors row by row after they were transposed', () => {
    const x = tensor([1, 2, 3, 4, 5, 6], [2, 3]);
    const y = transpose(x);
    expect([...y.dataSync()]).toEqual([1, 4, 2, 5, 3, 6]);
    const z = reshape(y, [6]);
    expect([...z.dataSync()]).toEqual([1, 4, 2, 5, 3, 6]);
    for (const each of [x, y, z]) each.dispose();
  });

  it('keeps views alive when the tensor that they look at goes', () => {
    const x = tensor([1, 2, 3, 4], [2, 2]);
    const y = transpose(x);
    x.dispose();
    expect([...y.dataSync()]).toEqual([1, 3, 2, 4]);
    y.dispose();
  });

  it('puts numbers on the device only where they are needed there', () => {
    const two = scalar(2);
    const x = tensor([1, 2]);
    const y = mul(x, two);
    const list = reshape(two, [1]);
    const z = concat([list, y]);
    expect([...z.dataSync()]).toEqual([2, 2, 4]);
    for (const each of [two, x, y, list, z]) each.dispose();
  });

  it('keeps text on the host, and computes with none', () => {
    const words = tensor(['a', 'b']);
    expect(words.dataSync()).toEqual(['a', 'b']);
    expect(() => engine().runKernel('Transpose', { x: words }, { perm: [0] })).toThrow(expect.objectContaining({ code: 'DTYPE_MISMATCH', message: expect.stringContaining('got a tensor of strings') as string }));
    words.dispose();
  });

  it('holds a tensor as long as one of its clones lives', () => {
    const x = tensor([1, 2]);
    const y = x.clone();
    expect(backend.refCount(x.dataId)).toBe(2);
    x.dispose();
    expect([...y.dataSync()]).toEqual([1, 2]);
    y.dispose();
  });

  it('takes over tensors of another backend, and gives its own to it', async () => {
    await selectBackend({ prefer: 'cpu' });
    const x = tensor([1, 2, 3]);
    const copy = x.clone();
    await setBackend('torch');
    const y = add(x, 1);
    expect([...y.dataSync()]).toEqual([2, 3, 4]);
    await setBackend('cpu');
    const z = add(y, 1);
    expect([...z.dataSync()]).toEqual([3, 4, 5]);
    for (const each of [x, copy, y, z]) each.dispose();
    await setBackend('torch');
  });

  it('says when memory runs out, keeps nothing of it, and goes on', () => {
    const side = 2 ** 20;
    const column = ones([side, 1]);
    const row = ones([1, side]);
    expect(() => add(column, row)).toThrow(expect.objectContaining({ code: backend.torch.abi.functions.what === undefined ? 'TORCH_FAILED' : 'OUT_OF_MEMORY' }));
    expect(() => fill([side, side, 64], 1)).toThrow();
    const x = add(column, 1);
    expect(x.dataSync()[side - 1]).toBe(2);
    for (const each of [column, row, x]) each.dispose();
  });

  it('is started once for the same settings, anew for others, and again after it was stopped', async () => {
    const options = { prefer: 'torch', providers: [torchProvider], torch: { library: torchFolder().folder, device: 'cpu', threads: 1 } } as const;
    await selectBackend(options);
    const running = engine().registry['torch'];
    const x = tensor([1, 2]);
    await selectBackend(options);
    expect(engine().registry['torch']).toBe(running);
    await selectBackend({ ...options, torch: { ...options.torch, precision: 'bfloat16' } });
    expect(engine().registry['torch']).not.toBe(running);
    const y = add(x, 1);
    expect([...y.dataSync()], 'what was there moves along').toEqual([2, 3]);
    for (const each of [x, y]) each.dispose();
    const started = await torchProvider.start(options);
    started.stop?.();
    expect((await selectBackend(options)).name).toBe('torch');
    backend = await startForTests();
    tensors = memory().numTensors;
  });
});
