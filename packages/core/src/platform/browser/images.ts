import type { DecodeRequest, Pixels } from '../../data/images/options.ts';

/** Decodes with the browser's own decoder (also in workers), turned upright by its EXIF orientation. */
export async function decodePixels(file: Blob, { size, fit, background }: DecodeRequest): Promise<Pixels> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    const [height, width] = size ?? [picture.height, picture.width];
    const context = contextOf(height, width);
    if (background !== undefined) {
      context.fillStyle = `rgb(${background.join(' ')})`;
      context.fillRect(0, 0, width, height);
    }
    const [drawnHeight, drawnWidth] = fitted(picture, height, width, fit);
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, (width - drawnWidth) / 2, (height - drawnHeight) / 2, drawnWidth, drawnHeight);
    return { data: context.getImageData(0, 0, width, height).data, height, width };
  } finally {
    picture.close();
  }
}

/** RGBA to a PNG file. */
export async function encodePixels({ data, height, width }: Pixels): Promise<Uint8Array<ArrayBuffer>> {
  const context = contextOf(height, width);
  context.putImageData(new ImageData(Uint8ClampedArray.from(data), width, height), 0, 0);
  const blob = await context.canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

/** `cover` makes the shorter side fit and lets the other one stand out, `contain` the longer. */
function fitted({ height, width }: ImageBitmap, toHeight: number, toWidth: number, fit: DecodeRequest['fit']): readonly [height: number, width: number] {
  if (fit === 'fill') return [toHeight, toWidth];
  const scale = (fit === 'cover' ? Math.max : Math.min)(toHeight / height, toWidth / width);
  return [height * scale, width * scale];
}

function contextOf(height: number, width: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error(`a canvas of ${width} x ${height} pixels cannot be made here`);
  return context;
}
