import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { dispose, tensor, variable } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { environmentOf, noWebgpu } from '../../test/gaps/run.ts';
import { expectClose, expectNoLeak } from '../../test/backends.ts';
import { FigmentError } from '../errors.ts';
import { startCpu } from './cpu/start.ts';
import { checkDevice, guardDevice, readTensor } from './in-flight.ts';
import type { BackendProvider } from './provider.ts';
import { keepHostCopy, onRestore, restoreBackend } from './restore.ts';
import { selectBackend } from './select.ts';

/** A backend with a device that can be lost at will; its tensors lie with tfjs's cpu backend. */
function losable(): { provider: BackendProvider; lose: () => void; report: (error: Error) => void } {
  let [lost, error]: [boolean, Error | undefined] = [false, undefined];
  let reject: (reason: Error) => void = () => undefined;
  const renew = (): Promise<never> => {
    const promise = new Promise<never>((_resolve, no) => (reject = no));
    promise.catch(() => undefined);
    return promise;
  };
  let loss = renew();
  const provider: BackendProvider = {
    name: 'cpu',
    probe: () => Promise.resolve({ available: true, device: 'fragile' }),
    start: () =>
      Promise.resolve({
        ...startCpu(),
        lost: () => loss,
        isLost: () => lost,
        takeError: () => {
          const taken = error;
          error = undefined;
          return taken;
        },
        restore: () => {
          lost = false;
          loss = renew();
          return Promise.resolve();
        },
      }),
  };
  return { provider, lose: () => { lost = true; reject(new FigmentError('DEVICE_LOST', 'gone')); }, report: (reported) => { error = reported; } };
}

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
      await copy.refresh();
      await restoreBackend();
      await expectClose(weight, [7, 7]);
      copy.dispose();
      forget();
      await restoreBackend();
      expect(calls).toEqual(['registered', 'given', 'registered']);
      dispose([weight, other]);
    });
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
  it.skipIf(noWebgpu !== undefined)('is survived on webgpu', { timeout: 60_000 }, async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@figment/source', '--import', 'tsx', 'test/lose-webgpu.ts'], { env: environmentOf('webgpu') });
    expect(JSON.parse(stdout)).toEqual({
      considered: expect.stringContaining('software fallback') as string,
      before: [7, 10, 15, 22],
      inFlight: 'DEVICE_LOST',
      after: [6, 7],
      error: 'DEVICE_ERROR',
    });
  });
});
