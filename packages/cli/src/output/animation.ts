import { FigmentError, type HostArray } from '@figment/core';
import { encodePng } from '@figment/core/data';
import sharp from 'sharp';

import { encodeApng } from './apng.ts';

/** How fast an animation is. */
export interface Pace {
  readonly framesPerSecond: number;
  /** How much longer the last frame stays. */
  readonly holdMs: number;
}

const animated = /\.(gif|apng|webp)$/i;

/** Whether a file of this name can hold an animation. */
export function isAnimation(path: string): boolean {
  return animated.test(path);
}

/**
 * Pictures [H, W, 3] of bytes, all of one size, as an animation that repeats for ever: a GIF, an APNG or a WebP, as the name of its file says.
 *
 * @throws FigmentError `OPTIONS_INVALID` for another name
 */
export async function encodeAnimation(frames: readonly HostArray<Uint8Array>[], path: string, { framesPerSecond, holdMs }: Pace): Promise<Uint8Array> {
  const delays = frames.map((_, i) => Math.min(65_535, Math.round(1000 / framesPerSecond) + (i === frames.length - 1 ? holdMs : 0)));
  const format = animated.exec(path)?.[1]?.toLowerCase();
  if (format === 'apng') return encodeApng(await Promise.all(frames.map(async (frame, i) => ({ png: await encodePng(frame), delayMs: delays[i]! }))));
  const [height = 0, width = 0] = frames[0]?.shape ?? [];
  const all = sharp(Buffer.concat(frames.map(({ data }) => data)), { raw: { width, height: height * frames.length, channels: 3, pageHeight: height } });
  if (format === 'gif') return await all.gif({ delay: delays, loop: 0, dither: 0 }).toBuffer();
  if (format === 'webp') return await all.webp({ delay: delays, loop: 0, lossless: true }).toBuffer();
  throw new FigmentError('OPTIONS_INVALID', `--out must end in .gif, .apng or .webp for an animation, got ${path}.`);
}
