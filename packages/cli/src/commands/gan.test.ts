import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { decodeImage } from '@figment/core/data';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { figment, ofType } from '../../test/figment.ts';

const tiny = ['--config.generator.channels', '1', '--config.discriminator.channels', '2', '--batch-size', '8', '--backend', 'wasm'];

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'figment-gan-')); });
afterAll(async () => { await rm(folder, { recursive: true, force: true }); });

describe('figment with adversarial networks', { timeout: 600_000 }, () => {
  it('trains on classes, telling at each step how the two stand, goes on, and makes pictures of a class', async () => {
    const run = join(folder, 'run');
    const trained = await figment(['train', 'figment/gan', '--data', 'fashion-mnist', '--steps', '2', '--seed', '5', '--out', run, ...tiny, '--json']);
    expect(trained.err).toBe('');
    expect(ofType(trained.events, 'step')).toMatchObject([1, 2].map((step) => ({ step, losses: { discriminator: expect.any(Number) as number, generator: expect.any(Number) as number }, balance: { accuracy: expect.any(Number) as number, verdict: 'warmingUp' } })));

    const resumed = await figment(['train', '--resume', run, '--steps', '3', '--backend', 'wasm']);
    expect(resumed.out).toMatch(/3\/3 {3}discriminator [\d.]+ {3}generator [\d.]+ {3}right \d+ %, warming up/);

    const file = join(folder, 'dress.png');
    const sampled = await figment(['sample', run, '--task', 'generate', '--class', '3', '--count', '2', '--scale', '1', '--out', file, '--backend', 'wasm']);
    expect(sampled.code).toBe(0);
    expect((await decodeImage(await readFile(file))).shape).toEqual([36, 70, 3]);
    const refused = await figment(['sample', run, '--task', 'generate', '--class', '12', '--out', file, '--backend', 'wasm']);
    expect(refused.err).toContain('options.class must be from 0 to 9, for this model knows 10 classes, got 12');
    const mixed = await figment(['sample', run, '--task', 'mixStyles', '--out', file, '--backend', 'wasm']);
    expect(mixed.err).toContain('TASK_UNAVAILABLE');
  });
});
