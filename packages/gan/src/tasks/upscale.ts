import { alike, batched, type RunCall, task } from '@figment/core/plugin';
import { clip, concat, resize, slice, tidy } from '@figment/core/ops';
import { FigmentError, type Tensor } from '@figment/core';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

import type { UpscalingNetwork } from '../esrgan/network.ts';
import { type TileSpan, tileSpans } from '../esrgan/tiles.ts';

const options = z.object({
  tile: z.int().min(16).max(4096).default(128).describe('Side of the pieces that are upscaled one after the other, in pixels of the input: smaller takes less memory.'),
  overlap: z.int().min(0).max(512).optional().describe('Pixels around a piece that are read along, so that no seam shows. Left out: as many as make a difference.').meta({ advanced: true }),
});

export const upscaleTask = task({
  title: 'Upscale',
  description: 'Makes a picture larger, and its edges sharp.',
  input: { input: 'image' },
  options,
  output: 'image',
});

/**
 * What lies farther away than this changes no float of a picture: the paths that lead there are long, and each of their steps weighs little.
 * Measured with `@upscalerjs/esrgan-thick`, which could see 154 pixels far: 16 pixels make 3e-7 of the range.
 */
const FARTHEST = 24;

/** Yields the picture as it becomes, piece by piece, the rest of it still coarse; returns it, [scale H, scale W, 3]. */
export async function* upscale(
  network: UpscalingNetwork,
  { input }: { input: Tensor },
  { tile, overlap = Math.min(network.reach, FARTHEST) }: z.output<typeof options>,
  { watched }: Pick<RunCall, 'watched'>,
): AsyncGenerator<SamplingStep<Tensor>, Tensor, undefined> {
  if (input.shape.at(-1) !== 3) throw new FigmentError('INPUT_INVALID', `input.input must have 3 channels (red, green, blue), got ${input.shape.at(-1)!}.`);
  const x = tidy(() => batched(input).clone());
  const [, height, width] = x.shape as [number, number, number, number];
  const [rows, columns] = [tileSpans(height, { tile, overlap }), tileSpans(width, { tile, overlap })];
  const of = rows.length * columns.length;
  const done: Tensor[] = [];
  const picture = (): Tensor => tidy(() => alike(assembled(rows, columns, (row, column, i) => done[i] ?? coarse(x, row, column, network.scale)), input));
  for (const row of rows) {
    for (const column of columns) {
      done.push(upscaled(network, x, row, column));
      if (done.length < of) yield { step: done.length, of, sample: watched?.() === false ? tidy(() => done.at(-1)!.clone()) : picture() };
    }
  }
  const sample = picture();
  x.dispose();
  for (const piece of done) piece.dispose();
  yield { step: of, of, sample };
  return sample;
}

/** The core of one tile: [B, scale h, scale w, 3] */
function upscaled(network: UpscalingNetwork, x: Tensor, row: TileSpan, column: TileSpan): Tensor {
  const { scale } = network;
  return tidy(() => {
    const window = network.forward(cut(x, row.window, column.window));
    const within = ({ core, window }: TileSpan): readonly [number, number] => [(core[0] - window[0]) * scale, (core[1] - window[0]) * scale];
    return clip(cut(window, within(row), within(column)), 0, 1);
  });
}

/** What stands where a tile is not made yet. */
function coarse(x: Tensor, { core: [top, bottom] }: TileSpan, { core: [left, right] }: TileSpan, scale: number): Tensor {
  return resize(cut(x, [top, bottom], [left, right]), { size: [(bottom - top) * scale, (right - left) * scale] });
}

function cut(x: Tensor, [top, bottom]: readonly [number, number], [left, right]: readonly [number, number]): Tensor {
  const [batch, , , channels] = x.shape as [number, number, number, number];
  return slice(x, [0, top, left, 0], [batch, bottom - top, right - left, channels]);
}

function assembled(rows: readonly TileSpan[], columns: readonly TileSpan[], piece: (row: TileSpan, column: TileSpan, i: number) => Tensor): Tensor {
  return concat(rows.map((row, r) => concat(columns.map((column, c) => piece(row, column, r * columns.length + c)), 2)), 1);
}
