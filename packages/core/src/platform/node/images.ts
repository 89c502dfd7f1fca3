import type { Sharp, SharpOptions } from 'sharp';

import type { DecodeRequest, Pixels } from '../../data/images/options.ts';
import { FigmentError, reasonOf } from '../../errors.ts';

/** Decodes with sharp (libvips), turned upright by its EXIF orientation and converted to sRGB. */
export async function decodePixels(file: Blob, { size, fit, background }: DecodeRequest): Promise<Pixels> {
  const sharp = await loadSharp();
  // Broken data is an error; mere warnings, which many cameras' files give, are not.
  let picture = sharp(new Uint8Array(await file.arrayBuffer()), { failOn: 'error' }).autoOrient().toColourspace('srgb');
  const colour = background === undefined ? { r: 0, g: 0, b: 0, alpha: 0 } : { r: background[0], g: background[1], b: background[2], alpha: 1 };
  if (background !== undefined) picture = picture.flatten({ background: colour });
  if (size !== undefined) picture = picture.resize({ height: size[0], width: size[1], fit, background: colour });
  const { data, info } = await picture.ensureAlpha().raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return { data, height: info.height, width: info.width };
}

/** RGBA to a PNG file; without its alpha channel where it is opaque. */
export async function encodePixels({ data, height, width }: Pixels): Promise<Uint8Array<ArrayBuffer>> {
  const sharp = await loadSharp();
  const opaque = data.every((value, i) => i % 4 !== 3 || value === 255);
  const picture = sharp(data, { raw: { width, height, channels: 4 } });
  return new Uint8Array(await (opaque ? picture.removeAlpha() : picture).png({ compressionLevel: 9 }).toBuffer());
}

async function loadSharp(): Promise<(input: Uint8Array | Uint8ClampedArray, options?: SharpOptions) => Sharp> {
  try {
    return (await import('sharp')).default;
  } catch (cause) {
    throw new FigmentError('PACKAGE_MISSING', `Picture files are read and written by the package sharp, which cannot be loaded: npm install sharp (${reasonOf(cause).split('\n')[0] ?? ''})`, { cause });
  }
}
