import type { Tensor } from '@figment/core';
import { add, mul, pad, reshape, slice, tidy } from '@figment/core/ops';
import { type RunCall, task } from '@figment/core/plugin';
import { foldIn } from '@figment/core/random';
import * as z from 'zod';

import { onePicture } from './image-input.ts';
import { inpaint } from './inpaint.ts';
import type { DiffusionModel } from './model.ts';
import { guidanceFields, samplingFields, wishFields } from './options.ts';
import type { DiffusionStep } from './step.ts';

const side = z.int().min(0).max(1024).default(0);
const options = z.object({
  left: side.describe('Pixels to be painted on the left.'),
  right: side.default(16).describe('Pixels to be painted on the right.'),
  top: side.describe('Pixels to be painted above.'),
  bottom: side.describe('Pixels to be painted below.'),
  ...wishFields,
  ...samplingFields,
  ...guidanceFields,
});

type Options = z.output<typeof options>;

export const outpaintTask = task({
  title: 'Outpaint',
  description: 'Paints what lies around a picture.',
  input: { image: 'image' },
  options,
  output: 'image',
});

/** Where a window of the model's size lies on the canvas. */
interface Window {
  readonly y: number;
  readonly x: number;
}

/**
 * Yields the window that is painted, [1, H, W, C], and returns the whole, [H + top + bottom, W + left + right, C]: the model's window moves over the
 * canvas by half its size, from the picture outwards, and what is unknown in it is inpainted.
 */
export async function* outpaint(model: DiffusionModel, { image }: { readonly image: Tensor }, { left, right, top, bottom, ...options }: Options, call: RunCall): AsyncGenerator<DiffusionStep, Tensor, undefined> {
  const [height, width, channels] = model.space().outer as [number, number, number];
  const windows = windowsOf({ height, width, left, right, top, bottom });
  let { canvas, unknown } = tidy(() => {
    const edges: [number, number][] = [[0, 0], [top, bottom], [left, right], [0, 0]];
    const picture = onePicture('image', image);
    return { canvas: pad(picture, edges), unknown: pad(mul(slice(picture, [0, 0, 0, 0], [1, height, width, 1]), 0), edges, 1) };
  });
  let step = 0;
  for (const [i, { y, x }] of windows.entries()) {
    const { seen, mask } = tidy(() => ({ seen: slice(canvas, [0, y, x, 0], [1, height, width, channels]), mask: reshape(slice(unknown, [0, y, x, 0], [1, height, width, 1]), [height, width, 1]) }));
    const painting = inpaint(model, { image: seen, mask }, { ...options, count: 1, strength: 1 }, { ...call, key: foldIn(call.key, i) });
    let painted: Tensor;
    for (;;) {
      const next = await call.wait(painting.next());
      if (next.done === true) {
        painted = next.value;
        break;
      }
      yield { ...next.value, step: ++step, of: next.value.of === undefined ? undefined : next.value.of * windows.length };
    }
    const before = [canvas, unknown, seen, mask];
    ({ canvas, unknown } = tidy(() => {
      const around: [number, number][] = [[0, 0], [y, canvas.shape[1]! - y - height], [x, canvas.shape[2]! - x - width], [0, 0]];
      const elsewhere = pad(mul(reshape(mask, [1, height, width, 1]), 0), around, 1); // 0 in the window, 1 around it
      return { canvas: add(mul(canvas, elsewhere), pad(painted, around)), unknown: mul(unknown, elsewhere) };
    }));
    for (const tensor of [...before, painted]) tensor.dispose();
  }
  unknown.dispose();
  const result = tidy(() => reshape(canvas, canvas.shape.slice(1)));
  canvas.dispose();
  return result;
}

/** Windows that cover the canvas, each half over what is known by then, the nearest to the picture first. */
function windowsOf({ height, width, left, right, top, bottom }: { readonly height: number; readonly width: number; readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }): Window[] {
  const rows = places(height, top, bottom), columns = places(width, left, right);
  const all = rows.flatMap((y) => columns.map((x) => ({ y, x })));
  const distance = ({ y, x }: Window): number => Math.abs(y - top) + Math.abs(x - left);
  const around = all.filter(({ y, x }) => y !== top || x !== left).sort((a, b) => distance(a) - distance(b));
  return around.length === 0 ? [{ y: top, x: left }] : around;
}

/** Where windows begin along a side of `before + length + after` pixels. */
function places(length: number, before: number, after: number): number[] {
  const stride = Math.max(1, Math.floor(length / 2));
  const found = [before];
  for (let at = before - stride; at > 0; at -= stride) found.push(at);
  for (let at = before + stride; at < before + after; at += stride) found.push(at);
  if (before > 0) found.push(0);
  if (after > 0) found.push(before + after);
  return [...new Set(found)];
}

