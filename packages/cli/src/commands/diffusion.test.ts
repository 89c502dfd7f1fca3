import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { decodeImage, encodePng } from '@figment/core/data';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { figment, ofType } from '../../test/figment.ts';

const network = ['--config.network.kind', 'mlp', '--config.network.width', '16', '--config.network.depth', '1', '--batch-size', '4', '--backend', 'wasm', '--seed', '5'];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'figment-diffusion-'));
  await Promise.all(Array.from({ length: 4 }, async (_, i) => {
    await writeFile(join(folder, `${i}.png`), await encodePng({ data: Uint8Array.from({ length: 8 * 8 * 3 }, (_, at) => (at * (i + 3)) % 256), shape: [8, 8, 3] }));
  }));
});
afterAll(async () => { for (const path of [folder, `${folder}.png`]) await rm(path, { recursive: true, force: true }); });

const at = (name: string): string => join(folder, name);

/** What a safetensors file holds behind its header, which says when it was saved. */
async function numbersOf(file: string): Promise<Buffer> {
  const bytes = await readFile(file);
  return bytes.subarray(8 + Number(bytes.readBigUInt64LE(0)));
}

describe('figment with diffusion models', { timeout: 600_000 }, () => {
  it('paints what a prompt says, as a grid, as files and as the way there, and tells of a prompt that is too long once', async () => {
    const trained = await figment(['train', 'figment/diffusion', '--data', 'emoji', '--tokenizer.vocabulary', '300', '--config.prompt.width', '8', '--config.prompt.tokens', '4', '--steps', '2', '--out', at('run'), ...network]);
    expect(trained.err).toBe('');
    expect(trained.out).toContain(`figment sample ${at('run')} --prompt "…"`);

    const asked = ['sample', at('run'), '--prompt', '빨간 사과', '--steps', '3', '--guidance', '3', '--seed', '1'];
    const grid = await figment([...asked, '--count', '2', '--scale', '1', '--out', at('a.png')]);
    expect(grid.code).toBe(0);
    expect((await decodeImage(await readFile(at('a.png')))).shape).toEqual([36, 70, 3]);
    expect(grid.err.match(/warning/g)).toHaveLength(1);

    const files = await figment([...asked, '--count', '2', '--out', at('a-%02d.png'), '--json']);
    expect(ofType(files.events, 'result')).toMatchObject([{ task: 'textToImage', paths: [at('a-01.png'), at('a-02.png')] }]);
    expect((await decodeImage(await readFile(at('a-02.png')))).shape).toEqual([32, 32, 3]);

    await figment([...asked, '--out', at('a.gif')]);
    // Frames that are the same stand as one in the file.
    expect((await sharp(at('a.gif'), { animated: true }).metadata()).pages).toBeGreaterThan(1);
    const walk = await figment(['sample', at('run'), '--task', 'interpolatePrompts', '--from', 'cat', '--to', 'dog', '--frames', '4', '--steps', '2', '--seed', '1', '--out', at('walk-%d.png'), '--json']);
    expect(ofType(walk.events, 'result')).toMatchObject([{ paths: [1, 2, 3, 4].map((frame) => at(`walk-${frame}.png`)) }]);

    const before = await readdir(folder);
    const refused = await figment([...asked, '--out', at('a.wav')]);
    expect(refused.err).toContain('--out must end in .png, .gif, .apng, .webp for image');
    expect(await readdir(folder)).toEqual(before);
  });

  it('saves where Ctrl-C stops it, and goes on to the same weights, bit for bit', async () => {
    const asked = ['train', 'figment/diffusion', '--data', folder, '--size', '8', '--steps', '40', ...network, '--json'];
    const straight = await figment([...asked, '--out', at('straight')]);
    expect(straight.code).toBe(0);
    const stopped = await figment([...asked, '--out', at('stopped')], { ctrlC: { at: '"step":3,' } });
    expect(stopped.code).toBe(130);
    const [end] = ofType(stopped.events, 'stopped') as { step: number }[];
    expect(end!.step).toBeGreaterThanOrEqual(3);
    // What was stopped can be looked at; not among the data, which would be others then.
    expect((await figment(['sample', at('stopped'), '--steps', '2', '--seed', '1', '--out', `${folder}.png`])).code).toBe(0);
    const resumed = await figment(['train', '--resume', at('stopped'), '--backend', 'wasm', '--json']);
    expect(resumed.events.at(-1)).toMatchObject({ type: 'done', step: 40 });
    const losses = (...runs: (typeof straight)[]): unknown[] => runs.flatMap(({ events }) => ofType(events, 'step').map(({ step, losses: found }) => ({ step, losses: found })));
    expect(losses(stopped, resumed)).toEqual(losses(straight));
    for (const file of ['model.safetensors', 'training.safetensors']) expect(await numbersOf(at(`stopped/${file}`))).toEqual(await numbersOf(at(`straight/${file}`)));
  });

  it('trains in the latents of a part, and remembers the part', async () => {
    const vae = ['--config.image.size', '8', '--config.latent', '{"channels": 2, "downsample": 2}', '--config.unshuffle', '2', '--config.channels', '8', '--config.prior.components', '2', '--size', '8', '--batch-size', '4', '--seed', '5', '--backend', 'wasm'];
    const first = await figment(['train', 'figment/vae', '--data', folder, '--steps', '1', '--out', at('vae'), ...vae]);
    expect(first.err).toBe('');
    const trained = await figment(['train', 'figment/latent-diffusion', '--data', folder, '--size', '8', '--part', `autoencoder=${at('vae')}`, '--config.latent.size', '4', '--config.latent.channels', '2', '--steps', '2', '--out', at('latent'), ...network]);
    expect(trained.err).toBe('');
    const resumed = await figment(['train', '--resume', at('latent'), '--steps', '3', '--backend', 'wasm', '--json']);
    expect(ofType(resumed.events, 'step')).toMatchObject([{ step: 3 }]);
    const sampled = await figment(['sample', at('latent'), '--steps', '2', '--seed', '1', '--scale', '1', '--out', at('latent.png')]);
    expect(sampled.err).toBe('');
    expect((await decodeImage(await readFile(at('latent.png')))).shape).toEqual([12, 12, 3]);
    const without = await figment(['train', 'figment/latent-diffusion', '--data', folder, '--out', at('without')]);
    expect(without.err).toContain('OPTIONS_INVALID: figment/latent-diffusion learns with a part "autoencoder", a model whose latent pictures it learns, such as models/vae-emoji: add --part autoencoder=FOLDER.');
    const missing = await figment(['sample', at('latent'), '--part', 'autoencoder=nowhere']);
    expect(missing.err).toContain('FILE_NOT_FOUND: --part autoencoder=nowhere:');
  });
});
