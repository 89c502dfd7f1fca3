import type { Plain } from '../../workers/protocol/index.ts';

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Float32Array | Uint8Array | Int32Array;
}

export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && 'shape' in value && 'data' in value && ArrayBuffer.isView((value as Plain).data);
}

/** [H, W, C] is one picture, [N, H, W, C] are N. */
export function picturesOf(value: unknown): Picture[] {
  if (!isPlain(value)) return [];
  const [height = 0, width = 0, channels = 0] = value.shape.slice(-3);
  const size = height * width * channels;
  const count = size === 0 ? 0 : value.data.length / size;
  return Array.from({ length: count }, (_, i) => ({ width, height, channels, data: value.data.subarray(i * size, (i + 1) * size) }));
}

export function plainOf({ width, height, channels, data }: Picture): Plain {
  return { data: data.slice(), shape: [height, width, channels] };
}

/** Values in [0, 1], or bytes, to what a canvas takes. */
export function toImageData({ width, height, channels, data }: Picture): ImageData {
  const image = new ImageData(width, height);
  const scale = data instanceof Uint8Array ? 1 : 255;
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) image.data[4 * i + c] = (data[i * channels + (channels >= 3 ? c : 0)] ?? 0) * scale;
    image.data[4 * i + 3] = channels === 4 ? (data[i * channels + 3] ?? 0) * scale : 255;
  }
  return image;
}

/** The largest whole factor that keeps the picture within `room` pixels; tiny pictures stay crisp. */
export function integerScale(size: number, room: number): number {
  return Math.max(1, Math.floor(room / Math.max(1, size)));
}

/** All pictures in one, side by side in rows, for saving. */
export async function sheet(pictures: readonly Picture[], columns: number, scale: number): Promise<Blob> {
  return (await drawnSheet(pictures, columns, scale)).convertToBlob({ type: 'image/png' });
}

/** The same, as it is drawn. */
export async function drawnSheet(pictures: readonly Picture[], columns: number, scale: number): Promise<OffscreenCanvas> {
  const [first] = pictures;
  if (first === undefined) throw new Error('There is no picture to save.');
  const gap = pictures.length > 1 ? 2 : 0;
  const [cellW, cellH] = [first.width * scale + gap, first.height * scale + gap];
  const canvas = new OffscreenCanvas(columns * cellW - gap, Math.ceil(pictures.length / columns) * cellH - gap);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser gives no 2D canvas.');
  context.imageSmoothingEnabled = false;
  for (const [i, picture] of pictures.entries()) {
    const bitmap = await createImageBitmap(toImageData(picture));
    context.drawImage(bitmap, (i % columns) * cellW, Math.floor(i / columns) * cellH, first.width * scale, first.height * scale);
    bitmap.close();
  }
  return canvas;
}
