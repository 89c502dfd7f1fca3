import { encodePng, imageGrid } from '@figment/core/data';
import { concat, dispose, download } from '@figment/core/ops';
import type { Tensor } from '@figment/core';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Clothesmaker } from './open-gan.ts';
import { recipe } from './recipe.ts';

/** A picture of the card. */
export interface Picture {
  readonly file: string;
  readonly caption: string;
}

const COLUMNS = 16;
const classes = Array.from({ length: recipe.config.classes }, (_, label) => label);

/** Draws what the model makes into its folder. */
export async function drawPictures(model: Clothesmaker, folder: string): Promise<readonly Picture[]> {
  const { generate, interpolate } = model.tasks;
  await draw(join(folder, 'samples.png'), (label) => generate.sample({}, { count: COLUMNS, class: label, seed: 1 }).result());
  await draw(join(folder, 'walks.png'), (label) => interpolate.sample({}, { frames: COLUMNS, class: label, seed: label }).result());
  return [
    { file: 'samples.png', caption: `A class a row, the first ${COLUMNS} of seed 1, none left out: each column is made of the same random numbers.` },
    { file: 'walks.png', caption: `From one made picture to another in ${COLUMNS} steps.` },
  ];
}

/** Rows of pictures, one for each class. */
async function draw(file: string, row: (label: number) => Promise<Tensor>): Promise<void> {
  const rows: Tensor[] = [];
  for (const label of classes) rows.push(await row(label));
  const all = concat(rows, 0);
  await writeFile(file, await encodePng(imageGrid(await download(all), { columns: COLUMNS, scale: 2 })));
  dispose([...rows, all]);
}
