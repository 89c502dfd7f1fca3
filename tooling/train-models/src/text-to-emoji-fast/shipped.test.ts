import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

import { openToldEmoji } from '../text-to-emoji/told-emoji.ts';
import { measureSteps } from './measure-steps.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const models = join(root, 'models');

it('models/text-to-emoji-fast comes from a script that trains and saves', { timeout: 600_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'figment-shipped-'));
  try {
    for (const part of ['data/emoji', 'text-to-emoji', 'index.json']) await cp(join(models, part), join(folder, part), { recursive: true });
    const script = join(root, 'tooling/train-models/src/text-to-emoji-fast.ts');
    const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@figment/source', '--import', 'tsx', script, '--steps', '2', '--no-measure', '--models', folder, '--work', join(folder, 'run'), '--backend', 'wasm'], { cwd: root });
    expect(stdout).toMatch(/2\/2 {2}loss [\d.]+/);
    expect(await readdir(join(folder, 'text-to-emoji-fast'))).toEqual(['figment.json', 'model.safetensors']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it('shares what its teacher has, so that both are 12 MB at most', async () => {
  const { parts } = JSON.parse(await readFile(join(models, 'text-to-emoji-fast/figment.json'), 'utf8')) as { parts: unknown };
  expect(parts).toEqual({ denoiser: '../text-to-emoji/denoiser', autoencoder: '../text-to-emoji/autoencoder' });
  const sizes = await Promise.all(['text-to-emoji', 'text-to-emoji-fast'].map(async (name) => {
    const files = (await readdir(join(models, name), { recursive: true })).filter((file) => /\.(json|safetensors)$/.test(file));
    return (await Promise.all(files.map(async (file) => (await stat(join(models, name, file))).size))).reduce((sum, size) => sum + size, 0);
  }));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(12e6);
});

it('paints the right emoji of learnt captions in one step', { timeout: 300_000 }, async () => {
  const emoji = await openToldEmoji(models, false);
  const { rows } = await measureSteps(emoji, join(models, 'text-to-emoji'), join(models, 'text-to-emoji-fast'), { captions: 64, counts: [1], alone: true });
  expect(rows).toHaveLength(1);
  for (const { top1, error } of Object.values(rows[0]!.fidelity)) {
    expect(top1).toBeGreaterThan(0.9);
    expect(error).toBeLessThan(0.07);
  }
});
