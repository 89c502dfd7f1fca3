import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

it('models/text-to-emoji comes from a script that trains and saves', { timeout: 600_000 }, async () => {
  const models = await mkdtemp(join(tmpdir(), 'figment-shipped-'));
  try {
    for (const part of ['data/emoji', 'vae-emoji', 'index.json']) await cp(join(root, 'models', part), join(models, part), { recursive: true });
    const script = join(root, 'tooling/train-models/src/text-to-emoji.ts');
    const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@figment/source', '--import', 'tsx', script, '--steps', '3', '--no-measure', '--models', models, '--work', join(models, 'run'), '--backend', 'wasm'], { cwd: root });
    expect(stdout).toMatch(/3\/3 {2}loss [\d.]+/);
    expect(await readdir(join(models, 'text-to-emoji'))).toEqual(expect.arrayContaining(['figment.json', 'denoiser', 'autoencoder']));
  } finally {
    await rm(models, { recursive: true, force: true });
  }
});
