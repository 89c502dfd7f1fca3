import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';

import { ones, sum } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

import { describeTorch, startForTests, torchFolder } from './testing/torch.ts';

const node = ['--conditions=@figment/source', '--import', 'tsx'];
const program = (name: string) => fileURLToPath(new URL(`../test/${name}.ts`, import.meta.url));
const environment = () => ({ ...process.env, FIGMENT_TORCH_LIB: torchFolder().folder, FIGMENT_TORCH_DEVICE: 'cpu' });

describeTorch('a program on torch', () => {
  it('ends by itself, without a crash, with tensors alive', { timeout: 180_000 }, async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [...node, program('sum-and-end')], { env: environment() });
    expect(JSON.parse(stdout)).toMatchObject({ sum: 64 });
    expect(stderr).not.toMatch(/error|abort|terminate|segmentation/i);
  });

  it.skipIf(process.platform === 'win32')('is ended by Ctrl-C', { timeout: 180_000 }, async () => {
    const child = spawn(process.execPath, [...node, program('count-to-a-signal')], { env: environment(), stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    await Promise.race([once(child.stdout, 'data'), ended]);
    child.kill('SIGINT');
    expect(await ended).toEqual([null, 'SIGINT']);
  });

  it('computes in a worker thread while the main thread has torch, too', { timeout: 180_000 }, async () => {
    await startForTests();
    const here = ones([8, 8]);
    const load = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(program('sum-and-end'))}); })`;
    const worker = new Worker(load, { eval: true, env: environment(), execArgv: ['--conditions=@figment/source'] });
    const [answer] = (await once(worker, 'message')) as [{ device: string; sum: number }];
    expect(answer).toMatchObject({ sum: 64, device: expect.stringContaining('CPU, 1 thread') as string });
    expect(await once(worker, 'exit')).toEqual([0]);
    const total = sum(here);
    expect(total.dataSync()[0], 'after the worker has ended').toBe(64);
    total.dispose();
    here.dispose();
  });
});
