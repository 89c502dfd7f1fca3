/**
 * Directions that examples show: from the styles of pictures without something to those of pictures with it. The normal of the plane between both,
 * as Shen et al. 2020, "Interpreting the latent space of GANs for semantic face editing" (InterFaceGAN), arXiv:1907.10786, section 2, take it; the
 * plane is Fisher's (1936), which has a closed form.
 */
import { FigmentError } from '@figment/core';

import { type Features, sizeOf } from '../metrics/features.ts';
import { symmetricEigen } from '../numerics/symmetric-eigen.ts';

/** A direction, and how well it tells. */
export interface LabelledDirection {
  /** One long, [styleSize]; towards pictures with the label. */
  readonly vector: Float32Array;
  /** Share of the examples on their side of the plane: 0.5 says that the styles don't know of the label. */
  readonly accuracy: number;
}

/** Of the mean variance: keeps directions out in which the examples hardly vary. */
const RIDGE = 1e-3;

/**
 * The direction from pictures without a label to those with it.
 *
 * @param styles Of pictures, [N, styleSize].
 * @param labels 1 where a picture has it, 0 where not: what a classifier says of it, or a person.
 * @throws FigmentError `SHAPE_MISMATCH`, `INPUT_INVALID`
 */
export function directionFromLabels(styles: Features, labels: ArrayLike<number>): LabelledDirection {
  const [rows, n] = sizeOf('styles', styles, { atLeast: 2 });
  if (labels.length !== rows) throw new FigmentError('SHAPE_MISMATCH', `labels must be one a row of styles (${rows}), got ${labels.length}.`);
  const counts = [0, 0] as [number, number];
  const means = [new Float64Array(n), new Float64Array(n)] as const;
  for (let i = 0; i < rows; i++) {
    const label = labels[i];
    if (label !== 0 && label !== 1) throw new FigmentError('INPUT_INVALID', `labels must be 0 or 1, got ${label} at ${i}.`);
    counts[label] += 1;
    for (let d = 0; d < n; d++) means[label][d]! += styles.data[i * n + d]!;
  }
  if (counts[0] === 0 || counts[1] === 0) throw new FigmentError('INPUT_INVALID', `labels must have examples of both kinds, got ${counts[1]} with and ${counts[0]} without.`);
  for (const label of [0, 1] as const) for (let d = 0; d < n; d++) means[label][d]! /= counts[label];
  const normal = solve(scatterWithin(styles, labels, means, rows, n), Float64Array.from(means[1], (value, d) => value - means[0][d]!), n);
  const length = Math.hypot(...normal);
  if (length === 0) throw new FigmentError('INPUT_INVALID', 'styles with and without the label must differ; their means are the same.');
  const vector = Float32Array.from(normal, (value) => value / length);
  const middle = means[0].reduce((sum, value, d) => sum + ((value + means[1][d]!) / 2) * vector[d]!, 0);
  let right = 0;
  for (let i = 0; i < rows; i++) if ((along(styles, i, vector) > middle) === (labels[i] === 1)) right += 1;
  return { vector, accuracy: right / rows };
}

/**
 * A direction without what it has of others: to change one thing and leave the others alone. Eq. 5 of the paper, for any number of conditions.
 *
 * @param others Each of the length of `direction`.
 * @returns One long.
 * @throws FigmentError `SHAPE_MISMATCH`, `INPUT_INVALID` where nothing is left
 */
export function withoutDirections(direction: ArrayLike<number>, others: readonly ArrayLike<number>[]): Float32Array {
  const basis: Float64Array[] = [];
  const reduced = (vector: ArrayLike<number>): Float64Array => {
    const left = Float64Array.from(vector);
    for (const axis of basis) {
      const part = axis.reduce((sum, value, d) => sum + value * left[d]!, 0);
      for (let d = 0; d < left.length; d++) left[d]! -= part * axis[d]!;
    }
    return left;
  };
  for (const [at, other] of others.entries()) {
    if (other.length !== direction.length) throw new FigmentError('SHAPE_MISMATCH', `others[${at}] must be ${direction.length} long, as the direction is, got ${other.length}.`);
    const axis = reduced(other), length = Math.hypot(...axis);
    if (length > 1e-9 * Math.hypot(...Array.from(other))) basis.push(axis.map((value) => value / length));
  }
  const left = reduced(direction), length = Math.hypot(...left);
  if (length <= 1e-6 * Math.hypot(...Array.from(direction))) throw new FigmentError('INPUT_INVALID', 'direction must not lie among the others: nothing of it is left.');
  return Float32Array.from(left, (value) => value / length);
}

function along({ data }: Features, row: number, vector: Float32Array): number {
  return vector.reduce((sum, value, d) => sum + value * data[row * vector.length + d]!, 0);
}

/** Mean covariance of both kinds around their means, [n, n]. */
function scatterWithin({ data }: Features, labels: ArrayLike<number>, means: readonly Float64Array[], rows: number, n: number): Float64Array {
  const scatter = new Float64Array(n * n);
  const from = new Float64Array(n);
  for (let i = 0; i < rows; i++) {
    for (let d = 0; d < n; d++) from[d] = data[i * n + d]! - means[labels[i]!]![d]!;
    for (let d = 0; d < n; d++) for (let e = 0; e < n; e++) scatter[d * n + e]! += (from[d]! * from[e]!) / rows;
  }
  return scatter;
}

/** (S + ridge)^-1 x */
function solve(scatter: Float64Array, x: Float64Array, n: number): Float64Array {
  const { values, vectors } = symmetricEigen(scatter, n);
  const ridge = (RIDGE * values.reduce((sum, value) => sum + value, 0)) / n || 1;
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const row = vectors.subarray(i * n, (i + 1) * n);
    const part = row.reduce((sum, value, d) => sum + value * x[d]!, 0) / (Math.max(0, values[i]!) + ridge);
    for (let d = 0; d < n; d++) out[d]! += part * row[d]!;
  }
  return out;
}
