import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const folder = join(root, 'models', 'text-to-emoji');
const MB = 1e6;

async function runScript(...args: readonly string[]): Promise<string> {
  const script = join(root, 'tooling/train-models/src/text-to-emoji.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@figment/source', '--import', 'tsx', script, '--backend', 'wasm', ...args], { cwd: root });
  return stdout;
}

describe('models/text-to-emoji', { timeout: 600_000 }, () => {
  it('paints as well as its card says', async () => {
    const card = await readFile(join(folder, 'README.md'), 'utf8');
    const stdout = await runScript('--no-train', '--no-card');
    for (const [language, row] of [['en', 'English'], ['ko', 'Korean']] as const) {
      const measured = Number(new RegExp(`${language}: right emoji ([\\d.]+) %`).exec(stdout)?.[1]);
      const said = Number(new RegExp(`\\| ${row} \\| \\d+ \\| ([\\d.]+) %`).exec(card)?.[1]);
      // One caption of 512.
      expect(Math.abs(measured - said)).toBeLessThanOrEqual(0.3);
      expect(measured).toBeGreaterThanOrEqual(94);
    }
  });

  it('is at most 12 MB, and all that its card shows is there', async () => {
    const files = await readdir(folder, { recursive: true });
    const sizes = await Promise.all(files.filter((name) => name.endsWith('.safetensors')).map(async (name) => (await stat(join(folder, name))).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(12 * MB);
    const card = await readFile(join(folder, 'README.md'), 'utf8');
    expect(files).toEqual(expect.arrayContaining([...card.matchAll(/!\[.*\]\((.+)\)/g)].map((match) => match[1])));
  });

  it('comes from a script that trains and saves', async () => {
    const models = await mkdtemp(join(tmpdir(), 'figment-shipped-'));
    try {
      for (const part of ['data/emoji', 'vae-emoji', 'index.json']) await cp(join(root, 'models', part), join(models, part), { recursive: true });
      expect(await runScript('--steps', '3', '--no-measure', '--models', models, '--work', join(models, 'run'))).toMatch(/3\/3 {2}loss [\d.]+/);
      expect(await readdir(join(models, 'text-to-emoji'))).toEqual(expect.arrayContaining(['figment.json', 'denoiser', 'autoencoder']));
    } finally {
      await rm(models, { recursive: true, force: true });
    }
  });
});
