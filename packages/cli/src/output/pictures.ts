import type { HostArray } from '@figment/core';
import { encodePng, imageGrid } from '@figment/core/data';
import terminalImage from 'terminal-image';

import type { Output } from './output.ts';
import { writeOut } from './write-out.ts';

/** Pictures of this side or smaller are enlarged by a whole number of times, so that people can see them. */
const visibleSide = 96;

/** How a grid of pictures looks. */
export interface GridLook {
  readonly columns?: number | undefined;
  readonly scale?: number | undefined;
}

/** Where the number of a picture stands in a file's name: `apple-%d.png`, `apple-%03d.png`. */
const numbered = /%(?:0(\d+))?d/;

/** [H, W, C] or [N, H, W, C] in [0, 1] -> one picture [height, width, 3] of bytes. A single one has no border. */
export function gridOf(images: HostArray, { columns, scale }: GridLook): HostArray<Uint8Array> {
  const isSingle = images.shape.length !== 4;
  const [count = 1, height = 0, width = 0] = isSingle ? [1, ...images.shape] : images.shape;
  return imageGrid({ data: images.data, shape: [count, height, width, images.shape.at(-1) ?? 3] }, {
    ...(isSingle && { gap: 0 }),
    columns: columns ?? (count <= 12 ? count : Math.ceil(Math.sqrt(count))),
    scale: scale ?? Math.max(1, Math.floor(visibleSide / Math.max(height, width))),
  });
}

/** [N, H, W, C] -> N of [H, W, C]; a single one stays. */
export function eachPicture({ data, shape }: HostArray): HostArray[] {
  if (shape.length !== 4) return [{ data, shape }];
  const one = shape.slice(1);
  const size = one.reduce((product, length) => product * length, 1);
  return Array.from({ length: shape[0] ?? 0 }, (_, i) => ({ data: data.subarray(i * size, (i + 1) * size), shape: one }));
}

/**
 * [H, W, C] or [N, H, W, C] in [0, 1] -> a PNG file with a grid, or one for each where `%d` in its name stands for their number, and a preview
 * where people watch. Returns the files.
 */
export async function writePictures(images: HostArray, path: string, look: GridLook, output: Output): Promise<readonly string[]> {
  const png = await encodePng(gridOf(images, look));
  const files = numbered.test(path) ? eachPicture(images).map((picture, i) => ({ name: path.replace(numbered, (_, digits?: string) => String(i + 1).padStart(Number(digits ?? 0), '0')), picture })) : undefined;
  if (files === undefined) await writeOut(path, png);
  else for (const { name, picture } of files) await writeOut(name, await encodePng(enlarged(picture, look.scale)));
  if (output.interactive) output.line(await terminalImage.buffer(png, { width: '60%', height: '50%' }));
  return files?.map(({ name }) => name) ?? [path];
}

/** A picture of its own has no border, and its own size unless it is asked for larger. */
function enlarged({ data, shape }: HostArray, scale = 1): HostArray {
  return scale === 1 ? { data, shape } : imageGrid({ data, shape: [1, ...shape] }, { columns: 1, gap: 0, scale });
}
