import type { HostArray } from '@figment/core';

/** A grid of patches, and how its places are numbered. */
export interface PositionGrid {
  readonly rows: number;
  readonly columns: number;
  /** The numbers along a side go from 0 to nearly this, however many patches there are. */
  readonly base: number;
}

/**
 * Fixed positions of patches: half of the channels tell the column, half the row, each as sines, then cosines of frequencies
 * 10000^(-i / (width / 4)). As in masked autoencoders (He et al. 2021, arXiv:2111.06377), DiT and SD3: -> [rows columns, width].
 *
 * @param width A multiple of 4.
 */
export function sinePositions(width: number, { rows, columns, base }: PositionGrid): HostArray<Float32Array> {
  const quarter = width / 4;
  const frequencies = Float64Array.from({ length: quarter }, (_, i) => 10_000 ** (-i / quarter));
  const data = new Float32Array(rows * columns * width);
  const place = (index: number, count: number): number => Math.fround(index / (count / base));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      [place(column, columns), place(row, rows)].forEach((position, half) => {
        const at = (row * columns + column) * width + 2 * half * quarter;
        frequencies.forEach((frequency, i) => {
          data[at + i] = Math.sin(position * frequency);
          data[at + quarter + i] = Math.cos(position * frequency);
        });
      });
    }
  }
  return { data, shape: [rows * columns, width] };
}
