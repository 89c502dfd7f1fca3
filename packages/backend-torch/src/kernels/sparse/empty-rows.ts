import { FigmentError } from '@figment/core';
import { backend_util as messages } from '@tensorflow/tfjs-core';

/** A sparse matrix or tensor whose every row has an element. */
export interface FilledRows {
  /** [N, rank] */
  readonly indices: Int32Array;
  readonly values: number[];
  /** Of each row, whether it had none. */
  readonly wasEmpty: Uint8Array;
  /** Where each element of the input went. */
  readonly movedTo: Int32Array;
}

/**
 * Gives rows without an element one, `filler` in the first column, and puts all elements in the order of their rows.
 *
 * @param indices [N, rank]
 * @throws FigmentError `INPUT_INVALID` for rows that don't exist
 */
export function fillEmptyRows(indices: Int32Array, rank: number, values: ArrayLike<number>, rows: number, filler: number): FilledRows {
  const count = indices.length / rank;
  if (rows === 0 && count > 0) throw new FigmentError('INPUT_INVALID', messages.getSparseFillEmptyRowsIndicesDenseShapeMismatch(count));
  const byRow = Array.from({ length: rows }, (): number[] => []);
  for (let i = 0; i < count; i++) {
    const row = indices[i * rank]!;
    if (row < 0) throw new FigmentError('INPUT_INVALID', messages.getSparseFillEmptyRowsNegativeIndexErrorMessage(i, row));
    if (row >= rows) throw new FigmentError('INPUT_INVALID', messages.getSparseFillEmptyRowsOutOfRangeIndexErrorMessage(i, row, rows));
    byRow[row]!.push(i);
  }
  const filled: number[] = [];
  const filledValues: number[] = [];
  const movedTo = new Int32Array(count);
  for (const [row, elements] of byRow.entries()) {
    for (const i of elements) {
      movedTo[i] = filledValues.length;
      filled.push(...indices.subarray(i * rank, (i + 1) * rank));
      filledValues.push(values[i]!);
    }
    if (elements.length > 0) continue;
    filled.push(row, ...new Array<number>(rank - 1).fill(0));
    filledValues.push(filler);
  }
  return { indices: Int32Array.from(filled), values: filledValues, wasEmpty: Uint8Array.from(byRow, (elements) => Number(elements.length === 0)), movedTo };
}
