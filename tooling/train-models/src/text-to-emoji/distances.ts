import type { Tensor } from '@figment/core';
import { add, matMul, mul, square, sum, tensor, tidy, transpose } from '@figment/core/ops';

/**
 * How far each of `made` lies from each of `real`: mean squared difference of their pixels in [-1, 1], row by row.
 *
 * @param made Pictures of `size` numbers in [0, 1], one behind the other.
 * @param real As `made`.
 */
export async function distances(made: Float32Array, real: Float32Array, size: number): Promise<readonly Float32Array[]> {
  const [rows, columns] = [made.length / size, real.length / size];
  const all = tidy(() => {
    const [a, b]: [Tensor, Tensor] = [tensor(made, [rows, size]), tensor(real, [columns, size])];
    const squares = add(sum(square(a), 1, true), transpose(sum(square(b), 1, true), [1, 0])); // [rows, columns]
    return mul(add(squares, mul(matMul(a, transpose(b, [1, 0])), -2)), 4 / size);
  });
  try {
    const values = await all.data() as Float32Array;
    return Array.from({ length: rows }, (_, row) => values.subarray(row * columns, (row + 1) * columns));
  } finally {
    all.dispose();
  }
}

/** Where a row is least, among the places that count. */
export function nearest(row: Float32Array, counts: (place: number) => boolean = () => true): number {
  let best = -1;
  row.forEach((value, place) => { if (counts(place) && (best < 0 || value < row[best]!)) best = place; });
  return best;
}
