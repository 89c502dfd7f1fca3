import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { encodePng, imageGrid } from '@figment/core/data';
import { concat, dispose, download, expandDims, reshape, stack, tidy, transpose } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

import { type Emoji, firstPictures } from './emoji.ts';
import type { Vae } from './model.ts';

/** A picture of the card. */
export interface Picture {
  readonly file: string;
  readonly caption: string;
}

const PAIRS = [['birthday-cake', 'pie'], ['red-apple', 'pizza'], ['cat-face', 'dog-face'], ['smiling-face', 'angry-face'], ['sun', 'full-moon'], ['rocket', 'airplane']] as const;

/** Draws what the model can do into its folder. */
export async function drawPictures(model: Vae, emoji: Emoji, folder: string): Promise<Picture[]> {
  const drawn = [await drawReconstructions(model, emoji, folder), await drawInterpolations(model, emoji, folder)];
  return model.tasks.generate.unavailable === undefined ? [await drawSamples(model, folder), ...drawn] : drawn;
}

async function drawReconstructions(model: Vae, emoji: Emoji, folder: string): Promise<Picture> {
  const image = await firstPictures(emoji.heldOut, 32);
  const rebuilt = await model.tasks.reconstruct.sample({ image }).result();
  // rows of 16: held out, rebuilt, held out, rebuilt
  const rows = tidy(() => {
    const both = stack([image, rebuilt], 0); // [2, 32, H, W, C]
    const [, , height, width, channels] = both.shape as [number, number, number, number, number];
    return reshape(transpose(reshape(both, [2, 2, 16, height, width, channels]), [1, 0, 2, 3, 4, 5]), [64, height, width, channels]); // [2, 2, 16, ...] -> [row, which, 16, ...]
  });
  await write(rows, join(folder, 'reconstructions.png'), 16);
  dispose([image, rebuilt]);
  return { file: 'reconstructions.png', caption: 'Emoji it has never seen (first and third row), rebuilt (second and fourth).' };
}

async function drawInterpolations(model: Vae, emoji: Emoji, folder: string): Promise<Picture> {
  const splices = model.tasks.splice.unavailable === undefined;
  const rows: Tensor[] = [];
  for (const [left, right] of PAIRS) {
    const from = await emoji.byName(left), to = await emoji.byName(right);
    rows.push(await model.tasks.interpolate.sample({ from, to }, { steps: 9 }).result());
    if (splices) {
      const spliced = await model.tasks.splice.sample({ first: from, second: to }).result();
      rows.push(tidy(() => expandDims(spliced, 0)));
      spliced.dispose();
    }
    dispose([from, to]);
  }
  const all = tidy(() => concat(rows, 0));
  dispose(rows);
  await write(all, join(folder, 'interpolations.png'), splices ? 10 : 9);
  const pairs = PAIRS.map(([left, right]) => `${left} to ${right}`).join(', ').replaceAll('-', ' ');
  return { file: 'interpolations.png', caption: `From one to the other in nine steps: ${pairs}.${splices ? ' Last column: the left half of one latent picture joined to the right half of the other.' : ''}` };
}

async function drawSamples(model: Vae, folder: string): Promise<Picture> {
  const samples = await model.tasks.generate.sample({}, { count: 64, seed: 1 }).result();
  await write(samples, join(folder, 'samples.png'), 16);
  return { file: 'samples.png', caption: 'Made from nothing: the first 64 of seed 1, none left out.' };
}

/** Writes pictures as a grid, and frees them. */
async function write(images: Tensor, file: string, columns: number): Promise<void> {
  await writeFile(file, await encodePng(imageGrid(await download(images), { columns, scale: 2 })));
  images.dispose();
}
