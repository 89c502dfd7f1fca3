/**
 * The orthogonal factor of a row-major matrix [rows, columns]: orthonormal columns, or orthonormal rows if there are fewer rows.
 * Modified Gram-Schmidt in double precision, run twice so that the result is orthogonal to the last bit of float32 (Giraud et al.
 * 2005, "The loss of orthogonality in the Gram-Schmidt orthogonalization process"). Its diagonal in R is positive, which makes
 * the result of a normal matrix uniform over all rotations (Mezzadri 2007, arXiv:math-ph/0609050).
 */
export function orthonormalColumns(matrix: Float32Array, columns: number): Float32Array {
  const rows = matrix.length / columns;
  const wide = columns > rows;
  const vectors = Array.from({ length: wide ? rows : columns }, (_, v) => {
    return Float64Array.from({ length: wide ? columns : rows }, (_, i) => matrix[wide ? v * columns + i : i * columns + v]!);
  });
  vectors.forEach((vector, v) => {
    for (let pass = 0; pass < 2; pass++) {
      for (const earlier of vectors.slice(0, v)) {
        const overlap = dot(vector, earlier);
        for (let i = 0; i < vector.length; i++) vector[i]! -= overlap * earlier[i]!;
      }
    }
    const norm = Math.sqrt(dot(vector, vector));
    for (let i = 0; i < vector.length; i++) vector[i]! /= norm;
  });
  return matrix.map((_, at) => {
    const row = Math.floor(at / columns), column = at % columns;
    return wide ? vectors[row]![column]! : vectors[column]![row]!;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
