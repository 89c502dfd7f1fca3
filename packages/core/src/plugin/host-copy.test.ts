import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { noSoftwareGpu, softwareGpuEnvironment } from '@figment/build/software-gpu';
import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { onEachBackend } from '../../test/backends.ts';
import { losable } from '../../test/losable.ts';
import { painter } from '../../test/painter.ts';
import { tinyModel } from '../../test/tiny-model.ts';
import { restoreBackend, selectBackend } from '../backend/index.ts';
import { memoryStore, openModel, saveModel } from '../checkpoint/index.ts';
import { weightsOf } from '../checkpoint/weights.ts';
import { parameter } from '../nn/index.ts';
import { fill } from '../ops/index.ts';
import { createModel, refreshHostCopy } from './index.ts';
import { toHost } from './kinds/host.ts';

type Modules = Parameters<typeof weightsOf>[0];

function set({ modules }: { readonly modules: Modules }, value: number): void {
  for (const variable of weightsOf(modules).values()) {
    const values = fill(variable.shape, value);
    variable.assign(values);
    values.dispose();
  }
}

const make = () => createModel(painter, { image: { size: 2 } }, { seed: 1 });

async function paint(model: Awaited<ReturnType<typeof make>>): Promise<number[]> {
  const result = await model.tasks.generate.sample({}, { seed: 4, steps: 2, rate: 0.5 }).result();
  const { data } = await toHost('image', result);
  result.dispose();
  return [...data];
}

onEachBackend((backend) => {
  it('brings back what was created, opened or refreshed', async () => {
    const { provider, lose } = losable(backend as 'cpu' | 'wasm');
    await selectBackend({ prefer: backend, providers: [provider] });
    const before = memory().numTensors;
    const created = await make();
    const place = memoryStore('kept');
    set(created, 0.25);
    await saveModel(created, place);
    const opened = await openModel(place, painter);
    const quarter = await paint(opened);
    await refreshHostCopy(created);
    for (const model of [created, opened]) set(model, NaN);
    lose();
    await restoreBackend();
    expect(await paint(created)).toEqual(quarter);
    expect(await paint(opened)).toEqual(quarter);
    created.dispose();
    lose();
    await restoreBackend();
    expect(await paint(opened)).toEqual(quarter);
    opened.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('brings back what was put into a model since it was created, once it is refreshed', async () => {
    const { provider, lose } = losable(backend as 'cpu' | 'wasm');
    await selectBackend({ prefer: backend, providers: [provider] });
    const model = await make();
    const added = parameter(() => fill([2], 5));
    const [module] = Object.values(model.modules) as [Modules[string]];
    Object.assign(module, { added });
    await refreshHostCopy(model);
    set(model, NaN);
    lose();
    await restoreBackend();
    expect([...await added.data()]).toEqual([5, 5]);
    model.dispose();
  });

  it('reads nothing back where devices are not lost', async () => {
    await selectBackend({ prefer: backend });
    const model = await createModel(tinyModel, {}, { seed: 1 });
    set(model, 2);
    await refreshHostCopy(model);
    set(model, 3);
    await restoreBackend();
    for (const variable of weightsOf(model.modules).values()) expect(new Set(await variable.data())).toEqual(new Set([3]));
    model.dispose();
  });
});

describe('on webgpu', () => {
  // A process of its own: a GPU's driver reads its environment once.
  it.skipIf(noSoftwareGpu !== undefined)('models sample as before, and training goes on from its checkpoint, on a new device', { timeout: 60_000 }, async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--conditions=@figment/source', '--import', 'tsx', 'test/lose-model.ts'], { env: { ...process.env, ...softwareGpuEnvironment } });
    expect(stderr).toBe('');
    const { device, before, after, again, losses, message, sampling, left } = JSON.parse(stdout) as Record<string, unknown> & { before: number[]; losses: number[] };
    expect(device).toContain('software GPU');
    expect(before.every((value) => value > 0 && value < 1)).toBe(true);
    expect(after).toEqual(before);
    expect(again).toEqual(before);
    expect(sampling).toBe('DEVICE_LOST');
    expect(message).toMatch(/^training stopped after step 3: the GPU was lost .* The last checkpoint, memory:run \(step 2\), is untouched: go on from it with resumeFrom\.$/);
    // Steps 1 to 3, then 3 to 6 once more from the checkpoint.
    expect(losses).toHaveLength(7);
    expect(losses[3]).toBe(losses[2]);
    expect(left).toBe(0);
  });
});
