import { encodePixels } from '#platform/images';

import { FigmentError } from '../../errors.ts';
import type { HostArray } from '../../tensor.ts';
import { checkFinite } from '../check.ts';

/**
 * A picture [H, W, C] of 1, 3 or 4 channels as a PNG file. Bytes are taken as they are; floats in [0, 1] are scaled, and cut where they overshoot.
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `DATA_INVALID` for a number that is not finite, in Node `PACKAGE_MISSING` without `sharp`
 */
export async function encodePng(image: HostArray): Promise<Uint8Array<ArrayBuffer>> {
  const [height = 0, width = 0, channels = 0] = image.shape;
  if (image.shape.length !== 3 || height * width === 0 || ![1, 3, 4].includes(channels)) {
    throw new FigmentError('SHAPE_MISMATCH', `A picture must have shape [H, W, C] with 1, 3 or 4 channels, got [${image.shape.join(', ')}]. Join several with imageGrid.`);
  }
  const bytes = bytesOf(image, 'image');
  const data = new Uint8ClampedArray(4 * height * width);
  for (let pixel = 0; pixel < height * width; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) data[4 * pixel + channel] = bytes[channels * pixel + (channels === 1 ? 0 : channel)] as number;
    data[4 * pixel + 3] = channels === 4 ? (bytes[4 * pixel + 3] as number) : 255;
  }
  return encodePixels({ data, height, width });
}

/** Brightness as bytes: floats in [0, 1] are scaled to [0, 255] and rounded. */
export function bytesOf(image: HostArray, name: string): Uint8Array {
  if (image.data instanceof Uint8Array) return image.data;
  checkFinite(image, name);
  // A clamped array rounds to the nearest byte.
  return new Uint8Array(Uint8ClampedArray.from(image.data, (value) => 255 * value).buffer);
}
