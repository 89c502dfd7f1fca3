import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const MB = 1e6;
/** What a script prints of the model that it measures, and the number beside it in the card. */
const shipped = [
  { name: 'english-korean', prints: /korean-help: ([\d.]+) bits a byte/, says: /Held out, korean-help \| ([\d.]+) bits/, needs: ['texts'] },
  { name: 'translate-en-ko', prints: /chrF ([\d.]+),/, says: /Held out, chrF \| ([\d.]+) on/, needs: ['texts'] },
  { name: 'chat', prints: /answers as expected: (\d+) %/, says: /Answers word for word \| (\d+) %/, needs: ['texts', 'english-korean'] },
] as const;

let scratch: string;
beforeAll(async () => { scratch = await mkdtemp(join(tmpdir(), 'figment-shipped-')); });
afterAll(async () => { await rm(scratch, { recursive: true, force: true }); });

async function runScript(name: string, ...args: readonly string[]): Promise<string> {
  const script = join(root, 'tooling/train-models/src', `${name}.ts`);
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@figment/source', '--import', 'tsx', script, ...args], { cwd: root });
  return stdout;
}

describe.each(shipped)('models/$name', { timeout: 600_000 }, ({ name, prints, says, needs }) => {
  const folder = join(root, 'models', name);

  it('is as good as its card says', async () => {
    const card = Number(says.exec(await readFile(join(folder, 'README.md'), 'utf8'))?.[1]);
    const measured = Number(prints.exec(await runScript(name, '--no-train', '--no-card', '--backend', 'wasm'))?.[1]);
    expect(measured).toBeCloseTo(card, 1);
  });

  it('is at most 8 MB, with its tokenizer', async () => {
    expect((await stat(join(folder, 'model.safetensors'))).size).toBeLessThanOrEqual(8 * MB);
    expect(await readdir(folder)).toEqual(expect.arrayContaining(['README.md', 'figment.json', 'tokenizer.json']));
  });

  it('comes from a script that trains and saves', async () => {
    const models = join(scratch, name);
    await mkdir(models, { recursive: true });
    for (const part of needs) await cp(join(root, 'models', part), join(models, part), { recursive: true });
    const stdout = await runScript(name, '--steps', '3', '--no-measure', '--models', models, '--work', join(models, 'run'), '--backend', 'wasm');
    expect(stdout).toMatch(/3\/3 {2}loss [\d.]+/);
    expect(await readdir(join(models, name))).toEqual(expect.arrayContaining(['figment.json', 'model.safetensors', 'tokenizer.json']));
  });
});
