import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { noSoftwareGpu, softwareGpuEnvironment } from '@figment/build/software-gpu';
import { dispose, engine, findBackend, tensor, variable } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { expectClose, expectNoLeak } from '../../test/backends.ts';
import { losable } from '../../test/losable.ts';
import { FigmentError } from '../errors.ts';
import { currentDevice } from './device.ts';
import { checkDevice, guardDevice, readTensor } from './in-flight.ts';
import { keepHostCopy, onRestore, restoreBackend } from './restore.ts';
import { selectBackend } from './select.ts';

describe('a lost device', () => {
  it('rejects work that waits for it, which might never end', async () => {
    const { provider, lose } = losable();
    await selectBackend({ providers: [provider] });
    const waiting = guardDevice(new Promise(() => undefined));
    lose();
    await expect(waiting).rejects.toMatchObject({ code: 'DEVICE_LOST' });
    expect(() => { checkDevice(); }).toThrow(expect.objectContaining({ code: 'DEVICE_LOST' }) as Error);
  });

  it('is restored with the values that were kept, in the order in which they were registered', async () => {
    const { provider, lose } = losable();
    await selectBackend({ providers: [provider] });
    await expectNoLeak(async () => {
      const initial = tensor([1, 2]);
      const weight = variable(initial);
      initial.dispose();
      const copy = await keepHostCopy([weight]);
      const calls: string[] = [];
      const forget = onRestore(() => { calls.push('registered'); return Promise.resolve(); });
      const other = tensor([7, 7]);
      weight.assign(other);
      lose();
      expect((await restoreBackend({ reload: () => { calls.push('given'); return Promise.resolve(); } })).name).toBe('cpu');
      await expectClose(weight, [1, 2]);
      expect(calls).toEqual(['registered', 'given']);
      checkDevice();

      weight.assign(other);
      await restoreBackend();
      await expectClose(weight, [7, 7]);
      const nothing = tensor([0, 0]);
      await copy.refresh();
      weight.assign(nothing);
      nothing.dispose();
      lose();
      await restoreBackend();
      await expectClose(weight, [7, 7]);
      copy.dispose();
      forget();
      await restoreBackend();
      expect(calls).toEqual(['registered', 'given', 'registered', 'registered']);
      dispose([weight, other]);
    });
  });

  it('stays lost for what began on it, after another took its place', async () => {
    const { provider, lose } = losable();
    await selectBackend({ providers: [provider] });
    const device = currentDevice();
    lose();
    await restoreBackend();
    expect(() => { checkDevice(); }).not.toThrow();
    expect(() => { checkDevice(device); }).toThrow(expect.objectContaining({ code: 'DEVICE_LOST' }) as Error);
    await expect(guardDevice(new Promise(() => undefined), device)).rejects.toMatchObject({ code: 'DEVICE_LOST' });
  });

  it('gives its copies to the backend that was chosen instead', async () => {
    const { provider, lose } = losable('wasm');
    await selectBackend({ prefer: 'wasm', providers: [provider] });
    const weight = variable(tensor([3, 4]));
    const copy = await keepHostCopy([weight]);
    lose();
    await selectBackend({ prefer: 'cpu' });
    await restoreBackend();
    expect(engine().state.tensorInfo.get(weight.dataId)?.backend).toBe(findBackend('cpu'));
    await expectClose(weight, [3, 4]);
    copy.dispose();
    dispose(weight);
  });

  it('reports an error of the device to the work in flight, once', async () => {
    const { provider, report } = losable();
    await selectBackend({ providers: [provider] });
    const x = tensor([1]);
    report(new FigmentError('DEVICE_ERROR', 'out of memory'));
    await expect(readTensor(x)).rejects.toMatchObject({ code: 'DEVICE_ERROR' });
    expect(await readTensor(x)).toEqual(new Float32Array([1]));
    x.dispose();
  });

  // A process of its own: a GPU's driver reads its environment once.
  it.skipIf(noSoftwareGpu !== undefined)('is survived on webgpu', { timeout: 60_000 }, async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@figment/source', '--import', 'tsx', 'test/lose-webgpu.ts'], { env: { ...process.env, ...softwareGpuEnvironment } });
    expect(JSON.parse(stdout)).toEqual({
      considered: expect.stringContaining('software fallback') as string,
      before: [7, 10, 15, 22],
      inFlight: 'DEVICE_LOST',
      after: [6, 7],
      error: 'DEVICE_ERROR',
    });
  });
});
