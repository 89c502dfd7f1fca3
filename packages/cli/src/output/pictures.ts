import { writeFile } from 'node:fs/promises';

import { FigmentError, type HostArray } from '@figment/core';
import { encodePng, imageGrid } from '@figment/core/data';
import terminalImage from 'terminal-image';

import type { Output } from './output.ts';

/** Pictures of this side or smaller are enlarged by a whole number of times, so that people can see them. */
const visibleSide = 96;

/** How a grid of pictures looks. */
export interface GridLook {
  readonly columns?: number | undefined;
  readonly scale?: number | undefined;
}

/** [H, W, C] or [N, H, W, C] in [0, 1] -> a PNG file with a grid, and a preview where people watch. */
export async function writePictures(images: HostArray, path: string, { columns, scale }: GridLook, output: Output): Promise<void> {
  const [count = 1, height = 0, width = 0] = images.shape.length === 4 ? images.shape : [1, ...images.shape];
  const grid = imageGrid({ data: images.data, shape: [count, height, width, images.shape.at(-1) ?? 3] }, {
    columns: columns ?? (count <= 12 ? count : Math.ceil(Math.sqrt(count))),
    scale: scale ?? Math.max(1, Math.floor(visibleSide / Math.max(height, width))),
  });
  const png = await encodePng(grid);
  await writeFile(path, png).catch((cause: unknown) => {
    throw new FigmentError('STORAGE_FAILED', `--out must name a file that can be written, got ${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  });
  if (output.interactive) output.line(await terminalImage.buffer(png, { width: '60%', height: '50%' }));
}
