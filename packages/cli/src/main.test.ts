import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { decodeImage, encodePng } from '@figment/core/data';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { figment, ofType } from '../test/figment.ts';

const tiny = ['--config.image.size', '8', '--config.latent', '3', '--config.unshuffle', '1', '--config.channels', '8', '--config.prior.components', '2', '--batch-size', '4', '--size', '8'];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'figment-cli-'));
  for (let i = 0; i < 8; i++) {
    const data = Uint8Array.from({ length: 8 * 8 * 3 }, (_, at) => (at * (i + 3)) % 256);
    await writeFile(join(folder, `${i}.png`), await encodePng({ data, shape: [8, 8, 3] }));
  }
});
afterAll(async () => { await rm(folder, { recursive: true, force: true }); });

describe('figment', { timeout: 300_000 }, () => {
  it('trains on a folder of pictures, samples to a PNG, and tells what the checkpoint holds', async () => {
    const run = join(folder, 'run');
    const trained = await figment(['train', 'figment/vae', '--data', folder, '--steps', '3', '--out', run, '--seed', '5', ...tiny, '--json']);
    expect(trained.err).toBe('');
    expect(trained.code).toBe(0);
    expect(ofType(trained.events, 'start')).toMatchObject([{ model: 'figment/vae', examples: 8, seed: 5, backend: 'wasm' }]);
    expect(ofType(trained.events, 'step').map(({ step }) => step)).toEqual([1, 2, 3]);
    expect(ofType(trained.events, 'done')).toMatchObject([{ step: 3, out: run }]);

    const strip = join(folder, 'strip.png');
    const sampled = await figment(['sample', run, '--task', 'interpolate', '--from', 'data:0', '--to', join(folder, '7.png'), '--steps', '3', '--scale', '1', '--columns', '3', '--out', strip, '--json']);
    expect(sampled.code).toBe(0);
    expect(ofType(sampled.events, 'result')).toMatchObject([{ task: 'interpolate', kind: 'image', path: strip }]);
    // Three pictures of 8 pixels, with 2 pixels between and around them.
    expect((await decodeImage(await readFile(strip))).shape).toEqual([12, 32, 3]);

    const again = join(folder, 'again.png');
    await figment(['sample', run, '--task', 'generate', '--seed', '9', '--out', again]);
    const first = await readFile(again);
    await figment(['sample', run, '--task', 'generate', '--seed', '9', '--out', again]);
    expect((await readFile(again)).equals(first)).toBe(true);

    const inspected = await figment(['inspect', run, '--json']);
    expect(ofType(inspected.events, 'inspect')).toMatchObject([{ manifest: { model: 'figment/vae', plugin: { id: 'figment/vae' }, step: 3, provenance: { data: { name: folder, size: 8 } } } }]);
  });

  it('finishes its step at Ctrl-C, saves, says how to go on, and goes on', async () => {
    const run = join(folder, 'stopped');
    const cache = join(folder, 'cache');
    await mkdir(cache);
    const stopped = await figment(['train', 'figment/vae', '--data', folder, '--steps', '100000', '--out', run, '--seed', '5', ...tiny, '--json'], { ctrlC: { at: '"step":2,' }, cache });
    expect(stopped.code).toBe(130);
    const [end] = ofType(stopped.events, 'stopped') as { step: number }[];
    expect(end!.step).toBeGreaterThanOrEqual(2);

    const resumed = await figment(['train', '--resume', run, '--steps', String(end!.step + 2), '--json']);
    expect(resumed.code).toBe(0);
    expect(ofType(resumed.events, 'step').map(({ step }) => step)).toEqual([end!.step + 1, end!.step + 2]);
  });

  it('stops at once at the second Ctrl-C, which is no error', async () => {
    const stopped = await figment(['train', 'figment/vae', '--data', folder, '--steps', '100000', '--out', join(folder, 'twice'), '--seed', '5', ...tiny, '--json'], { ctrlC: { at: '"step":2,', times: 2 } });
    expect(stopped.code).toBe(130);
    expect(ofType(stopped.events, 'error')).toEqual([]);
    expect(ofType(stopped.events, 'stopped')).toHaveLength(1);
  });

  it('ends without a word where nobody reads on', async () => {
    const { code, err } = await figment(['models'], { readUntil: '' });
    expect(err).toBe('');
    expect(code).toBe(130);
  });

  it('saves what it has where nobody reads on', async () => {
    const run = join(folder, 'unread');
    await figment(['train', 'figment/vae', '--data', folder, '--steps', '100000', '--out', run, '--seed', '5', ...tiny, '--json'], { readUntil: '"step":2,' });
    const [saved] = ofType((await figment(['inspect', run, '--json'])).events, 'inspect') as { manifest: { step: number } }[];
    expect(saved!.manifest.step).toBeGreaterThanOrEqual(2);
  });

  it('names the models that are called like one that is not there', async () => {
    await mkdir(join(folder, 'sparrows'));
    await writeFile(join(folder, 'sparrows', 'figment.json'), '{}');
    const { err } = await figment(['sample', join(folder, 'sparows')]);
    expect(err).toBe(`error FILE_NOT_FOUND: nothing is at ${join(folder, 'sparows')}. Did you mean ${join(folder, 'sparrows')}? figment models lists what ships.\n`);
  });

  it('profiles some steps, and trains the others as ever', async () => {
    const asked = ['train', 'figment/vae', '--data', folder, '--steps', '6', '--seed', '5', ...tiny];
    const machine = await figment([...asked, '--out', join(folder, 'profiled'), '--profile', '2', '--json']);
    expect(machine.err).toBe('');
    expect(ofType(machine.events, 'step').map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
    const [found] = ofType(machine.events, 'profile') as { steps: number; kernels: { name: string; calls: number; share: number }[] }[];
    expect(found!.steps).toBe(2);
    expect(found!.kernels.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6);

    const people = await figment([...asked, '--out', join(folder, 'profiled-too'), '--profile']);
    expect(people.out).toMatch(/profile {2}3 steps, each [\d.]+ ms/);
    expect(people.out).toMatch(/^kernel +calls a step +ms a step +share +memory a step$/m);

    const refused = await figment([...asked, '--out', 'x', '--profile', 'many']);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('It must be a whole number (at least 1).');
  });

  it('shows the settings of a model and of a task, with ranges and defaults', async () => {
    const { out, code } = await figment(['train', 'figment/vae', '--help']);
    expect(code).toBe(0);
    expect(out).toContain('--config.image.size');
    expect(out).toMatch(/--batch-size <n>\s+examples an update \(default: 24\)/);
  });

  it.each([
    ['a model that is not known', ['train', 'figment/vea', '--data', 'emoji', '--out', 'x'], 1, 'MODEL_UNKNOWN'],
    ['data that is not there', ['train', 'figment/vae', '--data', 'emojis', '--out', 'x'], 1, 'FILE_NOT_FOUND'],
    ['a config out of range', ['train', 'figment/vae', '--data', 'emoji', '--out', 'x', '--config.noise', '-4'], 1, 'config.noise must be a number from 0.001 to 2, got -4.'],
    ['a policy that the model does not bring', ['train', 'figment/gan', '--data', 'emoji', '--out', 'x', '--policy', 'pray'], 2, 'Allowed choices are none, stop, lowerRate, rollBack.'],
    ['a policy for a model that brings none', ['train', 'figment/vae', '--data', 'emoji', '--out', 'x', '--policy', 'stop'], 2, '--policy'],
    ['no place to save', ['train', 'figment/vae', '--data', 'emoji'], 1, '--out must name the folder'],
    ['a checkpoint that is not there', ['sample', 'nowhere'], 1, 'FILE_NOT_FOUND'],
    ['a command that is not known', ['trian'], 2, 'Did you mean train?'],
    ['a flag that is no number', ['train', 'figment/vae', '--data', 'emoji', '--out', 'x', '--seed', 'many'], 2, "argument 'many' is invalid. It must be a whole number."],
    ['a flag that is not known', ['train', 'figment/vae', '--data', 'emoji', '--out', 'x', '--config.laten', '3'], 2, 'Did you mean --config.latent?'],
  ])('refuses %s', async (_, args, code, words) => {
    const before = await readdir(process.cwd());
    const refused = await figment(args);
    expect(refused.err).toContain(words);
    expect(refused.code).toBe(code);
    expect(await readdir(process.cwd())).toEqual(before);
  });
});
