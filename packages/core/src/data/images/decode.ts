import { decodePixels } from '#platform/images';

import { FigmentError, isFigmentError, reasonOf } from '../../errors.ts';
import type { HostArray } from '../../tensor.ts';
import { type DecodeOptions, type DecodeRequest, type Pixels, white } from './options.ts';

/**
 * A PNG, JPEG or WebP file as bytes [H, W, C], upright and in sRGB. Node decodes with `sharp`, a browser by itself, so
 * pictures that are resized may differ by a few levels between the two; those that keep their size do not.
 *
 * @param name for error messages
 * @throws FigmentError `IMAGE_UNREADABLE`, `OPTIONS_INVALID`, in Node `PACKAGE_MISSING` without `sharp`
 */
export async function decodeImage(file: Blob | Uint8Array | ArrayBuffer, options: DecodeOptions = {}, name = nameOf(file)): Promise<HostArray<Uint8Array>> {
  const request = checkedRequest(options);
  try {
    const blob = file instanceof Blob ? file : new Blob([file as BlobPart]);
    if (blob.size === 0) throw new Error('the file is empty');
    return channelsOf(await decodePixels(blob, request), options.channels ?? 3);
  } catch (cause) {
    if (isFigmentError(cause)) throw cause;
    throw new FigmentError('IMAGE_UNREADABLE', `${name} must be a PNG, JPEG or WebP picture: ${reasonOf(cause)}.`, { cause });
  }
}

/** @throws FigmentError `OPTIONS_INVALID` */
export function checkedRequest({ size, channels = 3, fit = 'cover', background = white }: DecodeOptions): DecodeRequest {
  const sides = typeof size === 'number' ? ([size, size] as const) : size;
  for (const side of sides ?? []) {
    if (!Number.isInteger(side) || side < 1) throw new FigmentError('OPTIONS_INVALID', `size must be a positive whole number of pixels, got ${side}.`);
  }
  if (![1, 3, 4].includes(channels)) throw new FigmentError('OPTIONS_INVALID', `channels must be 1, 3 or 4, got ${String(channels)}.`);
  return { size: sides, fit, background: channels === 4 ? undefined : background };
}

function channelsOf({ data, height, width }: Pixels, channels: 1 | 3 | 4): HostArray<Uint8Array> {
  const out = new Uint8Array(height * width * channels);
  for (let pixel = 0; pixel < height * width; pixel += 1) {
    const from = 4 * pixel;
    if (channels === 1) out[pixel] = Math.round(0.299 * (data[from] as number) + 0.587 * (data[from + 1] as number) + 0.114 * (data[from + 2] as number));
    else for (let channel = 0; channel < channels; channel += 1) out[channels * pixel + channel] = data[from + channel] as number;
  }
  return { data: out, shape: [height, width, channels] };
}

function nameOf(file: Blob | Uint8Array | ArrayBuffer): string {
  return file instanceof File ? file.name : 'The file';
}
