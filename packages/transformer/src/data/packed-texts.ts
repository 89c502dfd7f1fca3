import { FigmentError } from '@figment/core';
import { type Dataset, type HostBatch, indexed } from '@figment/core/data';

import { IGNORED, type SegmentedRows, tokenFields } from './batches.ts';
import type { Sequences } from './sequences.ts';

/** A stretch of ids. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
}

/**
 * Several texts to a row, none cut that fits into one, and none seeing another: segments. Rows are filled by first fit, the longest texts first
 * (Krell et al. 2021, arXiv:2107.02027); what is left of a row is padding.
 *
 * @param long what becomes of texts with more than `context` + 1 ids: their beginning is kept, or all of them, in pieces
 * @throws FigmentError `DATA_EMPTY` when there is nothing to be learnt
 */
export function packedTexts(sequences: Sequences, { title, context, long }: { readonly title: string; readonly context: number; readonly long: 'cut' | 'split' }): Dataset<SegmentedRows> {
  const { ids: all, learnt } = sequences;
  const rows = filled(piecesOf(sequences, context, long), context);
  if (rows.length === 0) throw new FigmentError('DATA_EMPTY', `${title} must have something to learn within the first ${context} tokens of a text, got nothing: give the model a longer context, or other data.`);
  return indexed<SegmentedRows>({
    title,
    size: rows.length,
    fields: { ...tokenFields('ids', 'targets', 'segments', 'positions'), bytes: { kind: 'embedding', shape: [] } },
    read(indices): Promise<HostBatch<SegmentedRows>> {
      const shape = [indices.length, context];
      const make = (value = 0): Int32Array => new Int32Array(indices.length * context).fill(value);
      const ids = make(), targets = make(IGNORED), segments = make(), positions = make();
      const bytes = new Float32Array(indices.length);
      for (let row = 0; row < indices.length; row++) {
        let at = row * context;
        for (const [i, piece] of (rows[indices[row] as number] as readonly Piece[]).entries()) {
          for (let place = piece.from; place < piece.to - 1; place++, at++) {
            ids[at] = all[place] as number;
            segments[at] = i + 1;
            positions[at] = place - piece.from;
            if (learnt === undefined || learnt[place + 1] === 1) targets[at] = all[place + 1] as number;
          }
          bytes[row]! += piece.bytes;
        }
      }
      const field = (data: Int32Array) => ({ data, shape });
      return Promise.resolve({ ids: field(ids), targets: field(targets), segments: field(segments), positions: field(positions), bytes: { data: bytes, shape: [indices.length] } });
    },
  });
}

/** What of the texts stands in rows: stretches of 2 to `context` + 1 ids, of which something is learnt. */
function piecesOf({ starts, bytes, learnt }: Sequences, context: number, long: 'cut' | 'split'): Piece[] {
  const pieces: Piece[] = [];
  for (let text = 0; text < bytes.length; text++) {
    const [start, end] = [starts[text] as number, starts[text + 1] as number];
    const rate = (bytes[text] as number) / (end - start);
    // The last id of a piece is the first of the next: it is predicted by one, and read by the other.
    for (let from = start; from < end - 1 && (from === start || long === 'split'); from += context) {
      const to = Math.min(end, from + context + 1);
      const count = learnt === undefined ? to - from - 1 : learnt.subarray(from + 1, to).reduce((sum, one) => sum + one, 0);
      if (count > 0) pieces.push({ from, to, bytes: rate * count });
    }
  }
  return pieces;
}

/** Pieces by rows. A piece of n ids takes n - 1 places. */
function filled(pieces: readonly Piece[], context: number): Piece[][] {
  const rows: Piece[][] = [];
  /** Rows by how many places they have left. */
  const open = Array.from({ length: context + 1 }, (): Piece[][] => []);
  for (const piece of [...pieces].sort((a, b) => b.to - b.from - (a.to - a.from))) {
    const size = piece.to - piece.from - 1;
    let left = size;
    while (left <= context && open[left]?.length === 0) left++;
    let row = open[left]?.pop();
    if (row === undefined) {
      row = [];
      rows.push(row);
      left = context;
    }
    row.push(piece);
    if (left > size) open[left - size]?.push(row);
  }
  return rows;
}
