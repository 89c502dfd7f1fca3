import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

import { selectBackend } from '../select.ts';

/** (func (param v128 v128 v128) (result v128) (f32x4.relaxed_madd (local.get 0) (local.get 1) (local.get 2))) */
const relaxedModule = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 8, 1, 96, 3, 123, 123, 123, 1, 123, 3, 2, 1, 0, 10, 13, 1, 11, 0, 32, 0, 32, 1, 32, 2, 253, 133, 2, 11,
]);
const hasRelaxedSimd = WebAssembly.validate(relaxedModule);
const script = join(import.meta.dirname, '../../../test/relaxed-simd.ts');

describe('relaxed SIMD on wasm', () => {
  it('is used where it is wanted, and the device says so', { timeout: 60_000 }, async () => {
    const flags = hasRelaxedSimd ? [] : ['--experimental-wasm-relaxed-simd'];
    const { stdout } = await promisify(execFile)(process.execPath, [...flags, '--conditions=@figment/source', '--import', 'tsx', script]);
    expect(stdout.trim().split('\n')).toEqual(['CPU, 1 thread, relaxed SIMD 19 22 43 50', 'CPU, 1 thread, SIMD 19 22 43 50']);
  });

  it.skipIf(hasRelaxedSimd)('is refused where it is wanted and the engine has none', async () => {
    await expect(selectBackend({ prefer: 'wasm', wasm: { relaxedSimd: true } })).rejects.toMatchObject({ code: 'OPTIONS_INVALID' });
    // And without it all is well.
    expect((await selectBackend({ prefer: 'wasm' })).device).toBe('CPU, 1 thread, SIMD');
  });
});
