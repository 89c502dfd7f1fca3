import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'tsup';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { tinyModel } from '../../test/tiny-model.ts';
import { selectBackend } from '../backend/index.ts';
import { bits, key } from '../random/index.ts';
import { inspectCheckpoint, openModel, openSafetensors } from './index.ts';
import { storeAt } from './stores/store-at.ts';

/** Built once: fifty processes that each compile the sources would take minutes. */
let trainer: string;

const wasm = new URL('./', import.meta.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm')).href;

/** Runs the child until it ends, or until `kill` says so of a line that it printed. */
function run(args: readonly string[], kill: (line: number) => boolean = () => false): Promise<{ code: number | null; signal: string | null; lines: string[]; errors: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [trainer, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, FIGMENT_TEST_WASM: wasm } });
    const lines: string[] = [];
    let rest = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) {
        lines.push(line);
        if (kill(lines.length)) child.kill('SIGKILL');
      }
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => { errors += text; });
    child.on('error', reject);
    child.on('close', (code, signal) => { resolve({ code, signal, lines, errors }); });
  });
}

/** Below our packages, for what the child imports from them. */
const built = fileURLToPath(new URL('../../node_modules/.cache/processes.test/', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'figment-processes-'));
  await selectBackend({ prefer: 'wasm' });
  await build({
    config: false, silent: true, format: 'esm', platform: 'node', target: 'node20', splitting: false, outDir: built,
    entry: [fileURLToPath(new URL('../../test/child-trainer.ts', import.meta.url))],
    noExternal: [/^(?!@tensorflow|sharp)/], external: [/^@tensorflow/, 'sharp'], outExtension: () => ({ js: '.mjs' }),
    esbuildOptions(options) { options.conditions = ['@figment/source', 'node']; },
  });
  trainer = join(built, 'child-trainer.mjs');
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

async function bytesOf(place: string, name: string): Promise<Record<string, readonly number[]>> {
  const file = await openSafetensors((await storeAt(place).read(name)) as Blob);
  const all: Record<string, readonly number[]> = {};
  for await (const [tensor, { data }] of file.readAll()) all[tensor] = [...new Uint8Array(data.buffer)];
  return all;
}

it('20 steps straight are 10, saved, and 10 more in a new process, bit for bit', { timeout: 120_000 }, async () => {
  const [straight, halves] = [join(folder, 'straight'), join(folder, 'halves')];
  for (const args of [[straight, '20', '20'], [halves, '20', '10'], [halves, '20', '20', 'resume']]) {
    const { code, lines, errors } = await run(args);
    expect(code, errors).toBe(0);
    expect(lines.filter((line) => line.startsWith('step')).at(-1)).toBe(`step ${args[2] ?? ''}`);
  }
  for (const name of ['model.safetensors', 'training.safetensors']) expect(await bytesOf(halves, name), name).toEqual(await bytesOf(straight, name));
});

it('a process killed at 50 random moments always leaves a checkpoint that opens, and the next goes on from it', { timeout: 600_000 }, async () => {
  const place = join(folder, 'killed');
  await run([place, '100000', '2']);
  const moments = bits(key(50), 50);
  let last = 2;
  for (const moment of moments) {
    // Lines are a few microseconds to milliseconds apart: within opens, writes, flushes, renames and removals.
    const at = 1 + (moment % 60);
    const { signal, errors } = await run([place, '100000', '0', 'resume'], (line) => line === at);
    expect(signal, errors).toBe('SIGKILL');
    const { manifest } = await inspectCheckpoint(place);
    expect(manifest.step).toBeGreaterThanOrEqual(last);
    last = manifest.step ?? 0;
    const model = await openModel(place, tinyModel);
    model.dispose();
  }
  expect(last).toBeGreaterThan(2);
  const { code, errors } = await run([place, '100000', String(last + 2), 'resume']);
  expect(code, errors).toBe(0);
  expect((await inspectCheckpoint(place)).manifest.step).toBe(last + 2);
  expect((await readdir(place)).sort()).toEqual(['figment.json', 'model.safetensors', 'training.safetensors']);
});
