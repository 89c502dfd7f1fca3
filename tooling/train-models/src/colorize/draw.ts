import { encodePng, imageGrid, type IndexedDataset } from '@figment/core/data';
import { concat, dispose, download, mul, slice, sum, tensor, tidy, tile } from '@figment/core/ops';
import type { Tensor } from '@figment/core';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type Emoji, firstPictures } from '../emoji.ts';
import type { Picture } from '../pictures.ts';
import type { Colorizer } from './open-colorize.ts';

const COLUMNS = 20;

/** Draws what the model makes into its folder. */
export async function drawPictures(model: Colorizer, { train, heldOut }: Emoji, folder: string): Promise<readonly Picture[]> {
  await draw(model, heldOut, 2 * COLUMNS, join(folder, 'held-out.png'));
  await draw(model, train, COLUMNS, join(folder, 'learnt.png'));
  return [
    { file: 'held-out.png', caption: `The first ${2 * COLUMNS} emoji of those it has never seen, none left out: in gray, in the colours it gives them, and in their true ones.` },
    { file: 'learnt.png', caption: `The same of the first ${COLUMNS} it was trained on.` },
  ];
}

/** Bands of three rows: gray, made, true. */
async function draw(model: Colorizer, dataset: IndexedDataset<{ readonly image: Tensor }>, count: number, file: string): Promise<void> {
  const image = await firstPictures(dataset, count);
  const made = await model.tasks.translate.sample({ input: image }).result();
  const bands = tidy(() => {
    const gray = tile(sum(mul(image, tensor([0.299, 0.587, 0.114])), 3, true), [1, 1, 1, 3]);
    const rows = Array.from({ length: count / COLUMNS }, (_, band) => [gray, made, image].map((pictures) => slice(pictures, [band * COLUMNS, 0, 0, 0], [COLUMNS, -1, -1, -1])));
    return concat(rows.flat(), 0);
  });
  await writeFile(file, await encodePng(imageGrid(await download(bands), { columns: COLUMNS, scale: 2 })));
  dispose([image, made, bands]);
}
