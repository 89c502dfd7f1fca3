/** A piece of an axis: what is read, and what of it is kept. Pixels of the input, end excluded. */
export interface TileSpan {
  readonly window: readonly [start: number, end: number];
  readonly core: readonly [start: number, end: number];
}

/**
 * Cuts an axis into cores of `tile` pixels, each read with `overlap` more on both sides where there are any. Windows at the edges reach
 * farther in instead, so that all have one size; every core still sees `overlap` pixels around it, or the edge itself.
 */
export function tileSpans(length: number, { tile, overlap }: { readonly tile: number; readonly overlap: number }): readonly TileSpan[] {
  const size = Math.min(length, tile + 2 * overlap);
  return Array.from({ length: Math.ceil(length / tile) }, (_, i) => {
    const core = [i * tile, Math.min((i + 1) * tile, length)] as const;
    const start = Math.min(Math.max(core[0] - overlap, 0), length - size);
    return { window: [start, start + size], core };
  });
}
