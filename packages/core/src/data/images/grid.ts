import { FigmentError } from '../../errors.ts';
import type { HostArray } from '../../tensor.ts';
import { bytesOf } from './encode.ts';
import { type Rgb, white } from './options.ts';

/** Options of {@link imageGrid}. */
export interface GridOptions {
  /** Pictures in a row; as many as make the grid about square if absent. */
  readonly columns?: number | undefined;
  /** Pixels between pictures and around them (2), not scaled. */
  readonly gap?: number | undefined;
  /** What fills gaps and places without a picture: RGB bytes, white if absent. */
  readonly background?: Rgb | undefined;
  /** Each pixel becomes a square of this side (1): nearest neighbour, so that tiny pictures stay honest. */
  readonly scale?: number | undefined;
}

/**
 * Pictures [N, H, W, C] side by side as one picture [height, width, 3] of bytes.
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `OPTIONS_INVALID`
 */
export function imageGrid(images: HostArray, { columns, gap = 2, background = white, scale = 1 }: GridOptions = {}): HostArray<Uint8Array> {
  const [count = 0, height = 0, width = 0, channels = 0] = images.shape;
  if (images.shape.length !== 4 || count === 0 || ![1, 3, 4].includes(channels)) {
    throw new FigmentError('SHAPE_MISMATCH', `Pictures must have shape [N, H, W, C] with 1, 3 or 4 channels, got [${images.shape.join(', ')}].`);
  }
  const across = columns ?? Math.ceil(Math.sqrt(count));
  for (const [name, value, least] of [['columns', across, 1], ['gap', gap, 0], ['scale', scale, 1]] as const) {
    if (!Number.isInteger(value) || value < least) throw new FigmentError('OPTIONS_INVALID', `${name} must be a whole number >= ${least}, got ${value}.`);
  }
  const bytes = bytesOf(images, 'images');
  const down = Math.ceil(count / across);
  const outHeight = down * (height * scale + gap) + gap;
  const outWidth = across * (width * scale + gap) + gap;
  const out = new Uint8Array(outHeight * outWidth * 3);
  for (let i = 0; i < out.length; i += 1) out[i] = background[i % 3] as number;

  for (let n = 0; n < count; n += 1) {
    const top = gap + Math.floor(n / across) * (height * scale + gap);
    const left = gap + (n % across) * (width * scale + gap);
    for (let y = 0; y < height * scale; y += 1) {
      for (let x = 0; x < width * scale; x += 1) {
        const from = ((n * height + Math.floor(y / scale)) * width + Math.floor(x / scale)) * channels;
        const to = ((top + y) * outWidth + left + x) * 3;
        const alpha = channels === 4 ? (bytes[from + 3] as number) / 255 : 1;
        for (let channel = 0; channel < 3; channel += 1) {
          const value = bytes[from + (channels === 1 ? 0 : channel)] as number;
          out[to + channel] = Math.round(alpha * value + (1 - alpha) * (background[channel] as number));
        }
      }
    }
  }
  return { data: out, shape: [outHeight, outWidth, 3] };
}
