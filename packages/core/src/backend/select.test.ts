import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { einsum, getBackend, tensor } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { FigmentError, isFigmentError } from '../errors.ts';
import { startCpu } from './cpu/start.ts';
import type { BackendProvider } from './provider.ts';
import { ensureBackend, selectBackend } from './select.ts';
import { currentSelection } from './selection.ts';
import { startWasm } from './wasm/start.ts';
import { locateBinary } from './wasm/binary/node.ts';

/** A backend as another package would bring it: it computes with tfjs's cpu kernels, under the name 'cpu'. */
function provider(changes: Partial<BackendProvider> = {}): BackendProvider {
  return { name: 'cpu', probe: () => Promise.resolve({ available: true, device: 'one of mine' }), start: () => Promise.resolve({ ...startCpu(), device: 'one of mine' }), ...changes };
}

const absent: BackendProvider = provider({ name: 'quantum', probe: () => Promise.resolve({ available: false, reason: 'the cat is out' }) });

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('selectBackend', () => {
  it('takes the first of a list that works, and says why', async () => {
    const selection = await selectBackend({ prefer: ['quantum', 'wasm', 'cpu'], providers: [absent], wasm: { relaxedSimd: false } });
    expect(selection).toMatchObject({ name: 'wasm', device: 'CPU, 1 thread, SIMD' });
    expect(selection.considered).toEqual([
      { name: 'quantum', chosen: false, reason: 'the cat is out' },
      { name: 'wasm', chosen: true, device: 'CPU, 1 thread, SIMD', reason: 'the first that works here' },
      { name: 'cpu', chosen: false, reason: 'not needed: wasm comes first and works' },
    ]);
    expect(getBackend()).toBe('wasm');
    expect(currentSelection()).toBe(selection);
  });

  it('goes on to the next when one says it works and then does not start', async () => {
    const broken = provider({ name: 'quantum', start: () => Promise.reject(new Error('the driver crashed')) });
    const { name, considered } = await selectBackend({ prefer: ['quantum', 'cpu'], providers: [broken] });
    expect(name).toBe('cpu');
    expect(considered[0]).toEqual({ name: 'quantum', chosen: false, reason: 'the driver crashed' });
  });

  it('never falls back from a backend that was asked for by name', async () => {
    await selectBackend({ prefer: 'cpu' });
    await expect(selectBackend({ prefer: 'quantum', providers: [absent] })).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE', message: "backend 'quantum' can't start here: the cat is out." });
    expect(currentSelection()?.name, 'what was running before').toBe('cpu');
    expect(getBackend()).toBe('cpu');
  });

  it('names the backends there are when it is asked for another', async () => {
    await expect(selectBackend({ prefer: 'wsam' })).rejects.toMatchObject({ code: 'BACKEND_UNKNOWN', message: "there is no backend 'wsam'. Known are: torch, webgpu, wasm, cpu." });
  });

  it('lists every reason when none of a list can start', async () => {
    await expect(selectBackend({ prefer: ['quantum', 'other'], providers: [absent, { ...absent, name: 'other' }] })).rejects.toMatchObject({
      code: 'BACKEND_UNAVAILABLE',
      message: 'no backend can start here. quantum: the cat is out; other: the cat is out.',
    });
  });

  it('finds torch where its package is installed in the working folder, and hands its settings on', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'figment-select-'));
    const installed = join(folder, 'node_modules/@figment/backend-torch');
    const program = `export const torchProvider = {
      name: 'torch',
      probe: async ({ torch }) => torch?.device === 'cpu' ? { available: true, device: 'a CPU' } : { available: false, reason: 'no torch was found' },
      start: async ({ torch }) => { throw new Error('it found ' + torch.device + ' on fire'); },
    };`;
    await mkdir(installed, { recursive: true });
    await writeFile(join(installed, 'package.json'), JSON.stringify({ name: '@figment/backend-torch', type: 'module', exports: './index.js' }));
    await writeFile(join(installed, 'index.js'), program);
    vi.spyOn(process, 'cwd').mockReturnValue(folder);
    try {
      const { considered } = await selectBackend({ prefer: ['torch', 'cpu'] });
      expect(considered[0]).toEqual({ name: 'torch', chosen: false, reason: 'no torch was found' });
      await expect(selectBackend({ prefer: 'torch', torch: { device: 'cpu' } })).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE', message: "backend 'torch' can't start here: it found cpu on fire." });
    } finally {
      vi.restoreAllMocks();
      await rm(folder, { recursive: true });
    }
  });

  it('refuses settings that can\'t be, also of a list', async () => {
    const picky = provider({ name: 'quantum', start: () => Promise.reject(new FigmentError('OPTIONS_INVALID', 'cats must be 1, got 2.')) });
    await expect(selectBackend({ prefer: ['quantum', 'cpu'], providers: [picky] })).rejects.toMatchObject({ code: 'OPTIONS_INVALID' });
  });

  it('refuses an empty list', async () => {
    await expect(selectBackend({ prefer: [] })).rejects.toMatchObject({ code: 'OPTIONS_INVALID' });
  });

  it('takes a software adapter only when it is asked for by name', async () => {
    const software = provider({ name: 'webgpu', probe: () => Promise.resolve({ available: true, device: 'SwiftShader', software: true }) });
    const { name, considered } = await selectBackend({ prefer: ['webgpu', 'cpu'], providers: [software] });
    expect(name).toBe('cpu');
    expect(considered[0]?.reason).toContain('software fallback (SwiftShader)');
  });

  it('lets FIGMENT_BACKEND decide over a list, and a name in code over it', async () => {
    vi.stubEnv('FIGMENT_BACKEND', 'cpu');
    expect((await selectBackend()).name).toBe('cpu');
    expect((await selectBackend({ prefer: ['wasm', 'cpu'] })).name).toBe('cpu');
    expect((await selectBackend({ prefer: 'wasm' })).name).toBe('wasm');
    vi.stubEnv('FIGMENT_BACKEND', 'quantum');
    await expect(selectBackend()).rejects.toSatisfy((error) => isFigmentError(error, 'BACKEND_UNKNOWN'));
  });

  it('prefers what was handed in, under its own name or one of ours', async () => {
    const selection = await selectBackend({ providers: [provider()] });
    expect(selection).toMatchObject({ name: 'cpu', device: 'one of mine' });
  });

  it('times the candidates when asked to, and explains its choice', async () => {
    const { name, considered } = await selectBackend({ prefer: ['cpu', 'wasm'], measure: true });
    const [fast, slow] = [...considered].sort((a, b) => (a.measuredMs ?? 0) - (b.measuredMs ?? 0));
    expect(considered.map((entry) => entry.name)).toEqual(['cpu', 'wasm']);
    expect(fast).toMatchObject({ name, chosen: true });
    expect(fast?.reason).toMatch(/^the fastest here: [\d.]+ ms/);
    expect(slow?.chosen).toBe(false);
    expect(slow?.reason).toMatch(new RegExp(`^slower here: [\\d.]+ ms for the probe, ${name} took [\\d.]+ ms$`));
    expect((await selectBackend({ prefer: 'cpu' })).name, 'the one that was stopped starts again').toBe('cpu');
    expect((await selectBackend({ prefer: 'wasm' })).name).toBe('wasm');
  });

  it('starts a backend again that was stopped', async () => {
    const wasm = await startWasm({});
    await selectBackend({ prefer: 'cpu' });
    wasm.stop?.();
    expect((await selectBackend({ prefer: 'wasm' })).name).toBe('wasm');
  });

  it('says where the binary is missing, and starts once it is found', async () => {
    await expect(locateBinary('/nowhere/')).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE', message: expect.stringContaining('/nowhere/tfjs-backend-wasm-simd.wasm') as string });
    expect(await locateBinary(undefined)).toMatch(/tfjs-backend-wasm-simd\.wasm$/);
  });

  it('prints nothing', async () => {
    const spies = (['log', 'info', 'warn', 'error'] as const).map((level) => vi.spyOn(console, level));
    await selectBackend({ prefer: 'cpu' });
    tensor([1]).dispose();
    await selectBackend({ prefer: 'wasm' });
    tensor([1]).dispose();
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });

  it('makes what a backend lacks say what to use instead, also to programs of tfjs', async () => {
    await selectBackend({ prefer: 'wasm' });
    const [a, b] = [tensor([[1, 2]]), tensor([[3], [4]])];
    const message = 'backend \'wasm\' has no kernel Einsum. Use einsum of @figment/core/ops, or select another backend.';
    expect(() => einsum('ij,jk->ik', a, b)).toThrow(expect.objectContaining({ code: 'KERNEL_MISSING', message }) as Error);
    a.dispose();
    b.dispose();
  });

  it('leaves no listeners on the process', async () => {
    await selectBackend({ prefer: 'wasm' });
    const sources = (['uncaughtException', 'unhandledRejection'] as const).flatMap((event) => process.rawListeners(event).map(String));
    expect(sources.filter((source) => source.includes('ExitStatus') || source.includes('throw reason'))).toEqual([]);
  });
});

describe('ensureBackend', () => {
  it('keeps what was selected', async () => {
    const selection = await selectBackend({ prefer: 'cpu' });
    expect(await ensureBackend()).toBe(selection);
  });
});
