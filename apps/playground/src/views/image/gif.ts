import { drawnSheet, type Picture } from './pixels.ts';

export interface GifPace {
  readonly frameMs: number;
  /** How long the last frame stays. */
  readonly holdMs: number;
}

/** Frames of pictures, those of a frame side by side, as an animation that repeats for ever. */
export async function gifOf(frames: readonly (readonly Picture[])[], columns: number, scale: number, { frameMs, holdMs }: GifPace): Promise<Blob> {
  const { encode } = await import('modern-gif');
  const drawn = await Promise.all(frames.map((pictures) => drawnSheet(pictures, columns, scale)));
  const [first] = drawn;
  if (first === undefined) throw new Error('There is no frame to save.');
  const { width, height } = first;
  return await encode({
    format: 'blob', width, height, looped: true, loopCount: 0,
    frames: drawn.map((canvas, i) => {
      const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data;
      if (data === undefined) throw new Error('This browser gives no 2D canvas.');
      return { data, delay: i === drawn.length - 1 ? holdMs : frameMs };
    }),
  });
}
