import type { Plain } from '../../../workers/protocol/index.ts';

/** A mask of [height, width, 1]: 1 where something is to be painted. */
export type Mask = Plain<Float32Array>;

/** Masks of more pixels are left out of links. */
const longest = 64 * 64;

/** A brush at a pixel: how far it reaches, and what it leaves. */
export interface Dab {
  readonly x: number;
  readonly y: number;
  /** In pixels: 1 is one pixel, 3 a disk of three. */
  readonly size: number;
  readonly paints: boolean;
}

export function emptyMask([height = 0, width = 0]: readonly number[]): Mask {
  return { data: new Float32Array(height * width), shape: [height, width, 1] };
}

/** The middle half of each side. */
export function middleOf(shape: readonly number[]): Mask {
  const mask = emptyMask(shape);
  const [height = 0, width = 0] = mask.shape;
  const inner = (at: number, of: number): boolean => at >= of / 4 && at < (3 * of) / 4;
  return { ...mask, data: mask.data.map((_, i) => Number(inner(Math.floor(i / width), height) && inner(i % width, width))) };
}

/** A mask after dabs; the one before stays as it is. */
export function dabbed(mask: Mask, dabs: readonly Dab[]): Mask {
  const data = mask.data.slice();
  const [height = 0, width = 0] = mask.shape;
  for (const { x, y, size, paints } of dabs) {
    const first = Math.ceil((1 - size) / 2);
    // An even brush has its middle between pixels.
    const middle = size % 2 === 0 ? 0.5 : 0;
    for (let dy = first; dy < first + size; dy++) {
      for (let dx = first; dx < first + size; dx++) {
        const [row, column] = [y + dy, x + dx];
        const inside = Math.hypot(dy - middle, dx - middle) <= size / 2;
        if (inside && row >= 0 && row < height && column >= 0 && column < width) data[row * width + column] = Number(paints);
      }
    }
  }
  return { ...mask, data };
}

/** The pixels of a straight line, both ends included: a quick hand leaves no gaps. */
export function line(from: { readonly x: number; readonly y: number }, to: { readonly x: number; readonly y: number }): readonly { readonly x: number; readonly y: number }[] {
  const steps = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y), 1);
  return Array.from({ length: steps + 1 }, (_, i) => ({ x: Math.round(from.x + ((to.x - from.x) * i) / steps), y: Math.round(from.y + ((to.y - from.y) * i) / steps) }));
}

export function inverted(mask: Mask): Mask {
  return { ...mask, data: mask.data.map((value) => (value > 0.5 ? 0 : 1)) };
}

/** From 0 to 1: how much is to be painted. */
export function coverage({ data }: Mask): number {
  return data.length === 0 ? 0 : data.reduce((sum, value) => sum + Number(value > 0.5), 0) / data.length;
}

/** As a link carries it, a bit a pixel; undefined for what is too large. */
export function writtenMask({ data, shape: [height = 0, width = 0] }: Plain): string | undefined {
  if (data.length > longest) return undefined;
  const bytes = new Uint8Array(Math.ceil(data.length / 8));
  for (const [i, value] of data.entries()) if (value > 0.5) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (1 << (i & 7));
  return `mask:${height}x${width}:${btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;
}

/** What a link carried; undefined for what is no mask. */
export function maskFrom(written: string): Mask | undefined {
  const [, height, width, text] = /^mask:(\d+)x(\d+):([\w-]*)$/.exec(written) ?? [];
  if (height === undefined || width === undefined || text === undefined || Number(height) * Number(width) > longest) return undefined;
  const mask = emptyMask([Number(height), Number(width)]);
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
    return { ...mask, data: mask.data.map((_, i) => ((bytes[i >> 3] ?? 0) >> (i & 7)) & 1) };
  } catch {
    return undefined;
  }
}
