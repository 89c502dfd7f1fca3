import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterEach, describe, expect, it, vi } from 'vitest';

import { vulkanIsMissing } from './vulkan.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe.skipIf(process.platform !== 'linux')('the loader of Vulkan', () => {
  it('is found where LD_LIBRARY_PATH points', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vulkan-'));
    await writeFile(join(folder, 'libvulkan.so.1'), '');
    vi.stubEnv('LD_LIBRARY_PATH', `/nowhere:${folder}`);
    expect(vulkanIsMissing()).toBe(false);
    await rm(folder, { recursive: true });
  });

  // A process of its own, for what native code prints.
  it.skipIf(!vulkanIsMissing())('is the reason for no webgpu where it is missing, and nothing is printed', { timeout: 60_000 }, async () => {
    const program = 'const { selectBackend } = await import("./src/backend/index.ts"); console.log(JSON.stringify(await selectBackend({ prefer: ["webgpu", "wasm"] })))';
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--conditions=@figment/source', '--import', 'tsx', '--input-type=module', '--eval', program]);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ name: 'wasm', considered: [{ name: 'webgpu', reason: 'no Vulkan (libvulkan.so.1 is not installed)' }, { name: 'wasm' }] });
  });
});
