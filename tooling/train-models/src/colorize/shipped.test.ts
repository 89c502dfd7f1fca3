import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const folder = join(root, 'models', 'colorize');
const MB = 1e6;

async function runScript(...args: readonly string[]): Promise<string> {
  const script = join(root, 'tooling/train-models/src/colorize.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@figment/source', '--import', 'tsx', script, '--backend', 'wasm', ...args], { cwd: root });
  return stdout;
}

describe('models/colorize', { timeout: 600_000 }, () => {
  it('finds colours as near to the true ones as its card says, and as colourful', async () => {
    const card = await readFile(join(folder, 'README.md'), 'utf8');
    const stdout = await runScript('--no-train', '--no-card');
    for (const [part, row] of [['train', 'trained on \\(the first 400\\)'], ['held out', 'held out \\(80\\)']] as const) {
      const said = Number(new RegExp(`\\| ${row} \\| ([\\d.]+)`).exec(card)?.[1]);
      expect(Number(new RegExp(`${part}: L1 ([\\d.]+)`).exec(stdout)?.[1])).toBeCloseTo(said, 3);
    }
    const [l1, gray, saturation] = (/held out: L1 ([\d.]+) \(gray ([\d.]+)\).* saturation ([\d.]+)/.exec(stdout) ?? []).slice(1).map(Number) as [number, number, number];
    expect(l1 / gray).toBeLessThan(0.56);
    expect(gray).toBeCloseTo(0.193, 3);
    expect(Math.abs(saturation - 1)).toBeLessThan(0.1);
  });

  it('was in balance when its training ended', async () => {
    const { provenance: { balance } } = JSON.parse(await readFile(join(folder, 'figment.json'), 'utf8')) as { readonly provenance: { readonly balance: { readonly accuracy: number; readonly verdict: string } } };
    expect(balance.verdict).toBe('healthy');
    expect(balance.accuracy).toBeGreaterThan(0.4);
    expect(balance.accuracy).toBeLessThan(0.75);
  });

  it('is at most 3 MB, and all that its card shows is there', async () => {
    expect((await stat(join(folder, 'model.safetensors'))).size).toBeLessThanOrEqual(3 * MB);
    const card = await readFile(join(folder, 'README.md'), 'utf8');
    const pictures = [...card.matchAll(/!\[.*\]\((.+)\)/g)].map((match) => match[1]);
    expect(pictures).toHaveLength(2);
    expect(await readdir(folder)).toEqual(expect.arrayContaining(pictures));
  });

  it('comes from a script that trains, saves and writes a card', async () => {
    const models = await mkdtemp(join(tmpdir(), 'figment-shipped-'));
    try {
      for (const part of ['data/emoji', 'index.json']) await cp(join(root, 'models', part), join(models, part), { recursive: true });
      expect(await runScript('--steps', '3', '--models', models, '--work', join(models, 'run'))).toMatch(/3\/3 {2}loss [\d.]+ [\d.]+ {2}L1 [\d.]+/);
      expect(await readdir(join(models, 'colorize'))).toEqual(expect.arrayContaining(['README.md', 'figment.json', 'model.safetensors', 'held-out.png']));
      const { models: listed } = JSON.parse(await readFile(join(models, 'index.json'), 'utf8')) as { readonly models: readonly { readonly name: string; readonly tasks: readonly string[] }[] };
      expect(listed.find(({ name }) => name === 'colorize')?.tasks).toEqual(['translate']);
    } finally {
      await rm(models, { recursive: true, force: true });
    }
  });
});
