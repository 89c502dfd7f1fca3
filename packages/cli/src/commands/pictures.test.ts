import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { decodeImage, encodePng } from '@figment/core/data';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { figment, ofType } from '../../test/figment.ts';

let folder: string;
const at = (name: string): string => join(folder, name);
const picture = (level: number) => encodePng({ data: Uint8Array.from({ length: 16 * 16 * 3 }, (_, i) => (i * 7 + level * 40) % 256), shape: [16, 16, 3] });
const small = ['--config.generator.channels', '4', '--config.discriminator.channels', '4', '--size', '16', '--steps', '2', '--batch-size', '2', '--backend', 'wasm', '--seed', '1'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'figment-pictures-'));
  for (const side of ['from', 'to']) {
    await mkdir(at(`pairs/${side}`), { recursive: true });
    for (const level of [1, 2, 3]) await writeFile(at(`pairs/${side}/${level}.png`), await picture(level));
  }
});
afterAll(() => rm(folder, { recursive: true }));

describe('figment with pictures of pictures', { timeout: 600_000 }, () => {
  it('makes a picture larger with an upscaler as its package holds it, without a border', async () => {
    const entry = createRequire(import.meta.url).resolve('@upscalerjs/esrgan-slim/2x');
    const slim = entry.slice(0, entry.indexOf('/dist/'));
    expect((await figment(['sample', slim, '--input', at('pairs/from/1.png')])).err).toMatch(/FILE_NOT_FOUND: .*say which, .*models\/x2 or .*models\/x3/);
    const asked = await figment(['sample', `${slim}/models/x2`, '--input', at('pairs/from/1.png'), '--out', at('large.png'), '--backend', 'wasm', '--json']);
    expect(ofType(asked.events, 'result')).toMatchObject([{ task: 'upscale', path: at('large.png') }]);
    expect((await decodeImage(await readFile(at('large.png')))).shape).toEqual([32, 32, 3]);
  });

  it('learns from pairs in the folders from and to, and translates a picture', async () => {
    const trained = await figment(['train', 'figment/image-to-image', '--data', at('pairs'), '--out', at('run'), ...small, '--json']);
    expect(trained.err).toBe('');
    expect(ofType(trained.events, 'step').at(-1)).toMatchObject({ losses: { generator: expect.any(Number) as number }, balance: { verdict: 'warmingUp' } });
    const asked = await figment(['sample', at('run'), '--input', at('pairs/from/2.png'), '--scale', '1', '--out', at('b.png'), '--backend', 'wasm']);
    expect(asked.code).toBe(0);
    expect((await decodeImage(await readFile(at('b.png')))).shape).toEqual([16, 16, 3]);
  });

  it('names the picture that has no partner, and learns without pairs from what is left', async () => {
    await rm(at('pairs/to/3.png'));
    const refused = await figment(['train', 'figment/image-to-image', '--data', at('pairs'), '--out', at('torn'), ...small]);
    expect(refused.err).toMatch(/DATA_INVALID: .*got 3 in from and 2 in to: from\/3\.png has none in to/);
    const trained = await figment(['train', 'figment/unpaired-image-to-image', '--data', at('pairs'), '--out', at('kinds'), ...small]);
    expect([trained.err, trained.code]).toEqual(['', 0]);
    const asked = await figment(['sample', at('kinds'), '--task', 'translateBack', '--input', at('pairs/to/1.png'), '--scale', '1', '--out', at('c.png'), '--backend', 'wasm']);
    expect(asked.code).toBe(0);
  });
});
