import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { selectBackend } from '@figment/core/backend';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openEmoji } from './emoji.ts';
import { measure } from './measure.ts';
import { openVae } from './model.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const shipped = ['vae-emoji', 'vae-emoji-small'] as const;
const MB = 1e6;

let scratch: string;
beforeAll(async () => {
  await selectBackend({ prefer: 'wasm' });
  scratch = await mkdtemp(join(tmpdir(), 'figment-shipped-'));
});
afterAll(async () => { await rm(scratch, { recursive: true, force: true }); });

/** Decibels in a row of the card's table. */
function decibels(card: string, row: string): number {
  const found = new RegExp(`\\| ${row} \\| ([\\d.]+) dB`).exec(card)?.[1];
  return Number(found);
}

describe.each(shipped)('models/%s', { timeout: 600_000 }, (name) => {
  const folder = join(root, 'models', name);

  it('rebuilds as well as its card says', async () => {
    const card = await readFile(join(folder, 'README.md'), 'utf8');
    const model = await openVae(folder);
    try {
      const { psnrTrain, psnrHeldOut } = await measure(model, await openEmoji(join(root, 'models')));
      expect(psnrTrain).toBeCloseTo(decibels(card, 'PSNR, trained on'), 1);
      expect(psnrHeldOut).toBeCloseTo(decibels(card, 'PSNR, held out'), 1);
    } finally {
      model.dispose();
    }
  });

  it('is at most 4 MB, and all that its card shows is there', async () => {
    expect((await stat(join(folder, 'model.safetensors'))).size).toBeLessThanOrEqual(4 * MB);
    const card = await readFile(join(folder, 'README.md'), 'utf8');
    const pictures = [...card.matchAll(/!\[.*\]\((.+)\)/g)].map((match) => match[1]);
    expect(pictures.length).toBeGreaterThan(0);
    expect(await readdir(folder)).toEqual(expect.arrayContaining(pictures));
  });

  it('comes from a script that trains, saves and writes a card', async () => {
    const models = join(scratch, name);
    await mkdir(models, { recursive: true });
    await cp(join(root, 'models', 'data', 'emoji'), join(models, 'data', 'emoji'), { recursive: true });
    await cp(join(root, 'models', 'index.json'), join(models, 'index.json'));
    const script = join(root, 'tooling/train-models/src', `${name}.ts`);
    const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@figment/source', '--import', 'tsx', script, '--steps', '3', '--models', models, '--work', join(models, 'run')], { cwd: root });
    expect(stdout).toMatch(/PSNR train [\d.]+ held out [\d.]+/);
    expect(await readdir(join(models, name))).toEqual(expect.arrayContaining(['README.md', 'figment.json', 'model.safetensors']));
  });
});
