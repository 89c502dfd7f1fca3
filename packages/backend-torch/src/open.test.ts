
import { afterEach, describe, expect, it, vi } from 'vitest';

import { candidateDevices } from './devices.ts';
import { cudaDriver } from './library/cuda-driver.ts';
import { fileOf } from './library/file-names.ts';
import { refusedOperations } from './library/trust.ts';
import { openTorch } from './open.ts';
import { torchProvider } from './provider.ts';
import { withFolder } from './testing/folders.ts';
import { describeTorch, torchFolder } from './testing/torch.ts';

const cpu = { kind: 'cpu', index: 0 } as const;

describe('a torch that can\'t be used', () => {
  it('says what is missing beside the library', async () => {
    await withFolder({ [fileOf('torch_cpu')]: '' }, async (folder) => {
      expect(() => openTorch({ folder, release: undefined }, cpu, 1)).toThrow(expect.objectContaining({ code: 'BACKEND_UNAVAILABLE', message: expect.stringContaining(`${fileOf('c10')} is missing. Install torch again: pip install torch==`) as string }));
    });
  });

  it('says of a file that is no library of this system what it is not', async () => {
    await withFolder({ [fileOf('torch_cpu')]: 'text', [fileOf('c10')]: 'text' }, async (folder) => {
      expect(() => openTorch({ folder, release: undefined }, cpu, 1)).toThrow(expect.objectContaining({ code: 'BACKEND_UNAVAILABLE', message: expect.stringMatching(new RegExp(`${fileOf('c10')} can't be loaded by this Node \\(${process.platform}, ${process.arch}\\)`)) as string }));
    });
  });

  it('says which torch has CUDA when one without is asked for it', async () => {
    await withFolder({ [fileOf('torch_cpu')]: '', [fileOf('c10')]: '' }, async (folder) => {
      expect(() => openTorch({ folder, release: undefined }, { kind: 'cuda', index: 0 }, 1)).toThrow(expect.objectContaining({ code: 'BACKEND_UNAVAILABLE', message: expect.stringContaining('was built without CUDA: install one with it') as string }));
    });
  });

  it('says what the driver says when CUDA is asked for', async () => {
    const driver = cudaDriver();
    const files = Object.fromEntries(['c10', 'torch_cpu', 'c10_cuda', 'torch_cuda'].map((name) => [fileOf(name), '']));
    await withFolder(files, async (folder) => {
      const index = 'reason' in driver ? 0 : driver.devices.length;
      const message = 'reason' in driver ? driver.reason : 'there is no such device';
      expect(() => openTorch({ folder, release: undefined }, { kind: 'cuda', index }, 1)).toThrow(expect.objectContaining({ code: 'BACKEND_UNAVAILABLE', message: expect.stringContaining(message) as string }));
    });
  });

  it.skipIf(process.platform === 'darwin')('says where MPS is', async () => {
    await withFolder({ [fileOf('torch_cpu')]: '', [fileOf('c10')]: '' }, async (folder) => {
      expect(() => openTorch({ folder, release: undefined }, { kind: 'mps', index: 0 }, 1)).toThrow(expect.objectContaining({ code: 'BACKEND_UNAVAILABLE', message: expect.stringContaining('needs macOS on Apple silicon') as string }));
    });
  });
});

describe('the device', () => {
  it.each(['gpu', 'cuda:x', 'cpu:1', ''])('refuses the name \'%s\'', (name) => {
    expect(() => candidateDevices('', name)).toThrow(expect.objectContaining({ code: 'OPTIONS_INVALID', message: `torch.device must be 'cpu', 'cuda', 'cuda:<index>' or 'mps', got '${name}'.` }));
  });

  it('is the one named in code, then in the environment', () => {
    expect(candidateDevices('', 'cuda:1', { FIGMENT_TORCH_DEVICE: 'mps' })).toEqual({ devices: [{ kind: 'cuda', index: 1 }], named: true });
    expect(candidateDevices('', undefined, { FIGMENT_TORCH_DEVICE: 'mps' })).toEqual({ devices: [{ kind: 'mps', index: 0 }], named: true });
  });

  it('is CUDA before the CPU where torch was built with it', async () => {
    await withFolder({ [fileOf('torch_cuda')]: '' }, async (folder) => {
      const { devices, named } = candidateDevices(folder, undefined, {});
      expect(named).toBe(false);
      expect(devices[0]).toEqual({ kind: 'cuda', index: 0 });
      expect(devices.at(-1)).toEqual(cpu);
    });
  });
});

describe('a release that nobody checked', () => {
  afterEach(() => { vi.restoreAllMocks(); });

  it('warns once, and says what to type', () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    refusedOperations([99, 0, 0]);
    refusedOperations([99, 1, 0]);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]?.[0]).toMatch(/^torch 99\.0\.0 is newer than those .*npx figment-torch-check$/);
  });
});

describeTorch('the torch of this machine', () => {
  it('opens on the CPU with as many threads as it is told', () => {
    const { torch, device } = openTorch(torchFolder(), cpu, 1);
    expect(device).toBe(`CPU, 1 thread, libtorch ${torch.release.join('.')}`);
  });

  it('is found by its provider', async () => {
    const { folder } = torchFolder();
    expect(await torchProvider.probe({ torch: { library: folder } })).toMatchObject({ available: true, device: expect.stringContaining(folder) as string });
    expect(await torchProvider.probe({ torch: { library: '/nowhere' } })).toMatchObject({ available: false, reason: expect.stringContaining('no torch was found') as string });
  });

  it.each([0, 1.5, -1])('refuses %d threads', async (threads) => {
    await expect(torchProvider.start({ torch: { library: torchFolder().folder, threads } })).rejects.toMatchObject({ code: 'OPTIONS_INVALID' });
  });

  it('refuses a precision that does not exist', async () => {
    await expect(torchProvider.start({ torch: { library: torchFolder().folder, precision: 'int8' as never } })).rejects.toMatchObject({ code: 'OPTIONS_INVALID', message: "torch.precision must be 'float32', 'bfloat16', 'float16', got 'int8'." });
  });
});
