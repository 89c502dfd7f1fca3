import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const folder = join(root, 'models', 'gan-fashion-mnist');
const MB = 1e6;

async function runScript(...args: readonly string[]): Promise<string> {
  const script = join(root, 'tooling/train-models/src/gan-fashion-mnist.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@figment/source', '--import', 'tsx', script, '--backend', 'wasm', ...args], { cwd: root });
  return stdout;
}

describe('models/gan-fashion-mnist', { timeout: 600_000 }, () => {
  it('makes pictures as good as its card says, of all classes, and better than the autoencoder of its size', async () => {
    const card = await readFile(join(folder, 'README.md'), 'utf8');
    const row = (name: string): number[] => (new RegExp(`\\| ${name} \\| ([\\d.]+) \\| ([\\d.]+) \\|`).exec(card) ?? []).slice(1).map(Number);
    const [train = NaN, heldOut = NaN] = row('this'), [ofAutoencoder = NaN, heldOutOfAutoencoder = NaN] = row('VAE');
    const measured = /made: distance ([\d.]+), held out ([\d.]+); (\d+) classes/.exec(await runScript('--no-train', '--no-card')) ?? [];
    expect(Number(measured[1])).toBeCloseTo(train, 1);
    expect(Number(measured[2])).toBeCloseTo(heldOut, 1);
    expect(Number(measured[3])).toBe(10);
    expect(train).toBeLessThan(Math.min(1.8, ofAutoencoder));
    expect(heldOut).toBeLessThan(heldOutOfAutoencoder);
  });

  it('was in balance when its training ended', async () => {
    const { provenance: { balance } } = JSON.parse(await readFile(join(folder, 'figment.json'), 'utf8')) as { readonly provenance: { readonly balance: { readonly accuracy: number; readonly verdict: string } } };
    expect(balance.verdict).toBe('healthy');
    expect(balance.accuracy).toBeGreaterThan(0.4);
    expect(balance.accuracy).toBeLessThan(0.75);
  });

  it('is at most 1 MB, and all that its card shows is there', async () => {
    expect((await stat(join(folder, 'model.safetensors'))).size).toBeLessThanOrEqual(MB);
    const card = await readFile(join(folder, 'README.md'), 'utf8');
    const pictures = [...card.matchAll(/!\[.*\]\((.+)\)/g)].map((match) => match[1]);
    expect(pictures).toHaveLength(2);
    expect(await readdir(folder)).toEqual(expect.arrayContaining(pictures));
  });

  it('comes from a script that trains and saves', async () => {
    const models = await mkdtemp(join(tmpdir(), 'figment-shipped-'));
    try {
      for (const part of ['data/fashion-mnist', 'index.json']) await cp(join(root, 'models', part), join(models, part), { recursive: true });
      expect(await runScript('--steps', '3', '--no-measure', '--models', models, '--work', join(models, 'run'))).toMatch(/3\/3 {2}loss [\d.]+ [\d.]+ {2}accuracy [\d.]+/);
      expect(await readdir(join(models, 'gan-fashion-mnist'))).toEqual(expect.arrayContaining(['figment.json', 'model.safetensors']));
    } finally {
      await rm(models, { recursive: true, force: true });
    }
  });
});
