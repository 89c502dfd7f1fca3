import { type Initialiser, Module, normalOf, parameter } from '@figment/core/nn';
import { embedding, expandDims, tidy, transpose, upload } from '@figment/core/ops';
import type { Key } from '@figment/core/random';
import type { Parameter, Tensor } from '@figment/core';

import type { RelativeBias } from '../architecture/architecture.ts';

/** A number that each head adds to the score of a distance: Raffel et al. 2020, arXiv:1910.10683, section 2.1. */
export class RelativePositions extends Module {
  /** [buckets, heads] */
  readonly weight: Parameter;
  readonly maxDistance: number;
  readonly isCausal: boolean;

  constructor(key: Key, { buckets, maxDistance }: RelativeBias, { heads, width, causal }: { readonly heads: number; readonly width: number; readonly causal: boolean }) {
    super();
    const initial: Initialiser = normalOf(1 / Math.sqrt(width));
    this.weight = parameter(() => initial(key, [buckets, heads], { in: buckets, out: heads }));
    this.maxDistance = maxDistance;
    this.isCausal = causal;
  }

  /** Of the last `queries` of `keys` positions: float32 [1, heads, queries, keys]. */
  forward(queries: number, keys: number): Tensor {
    const buckets = this.weight.shape[0];
    const indices = Int32Array.from({ length: queries * keys }, (_, i) => {
      const query = keys - queries + Math.floor(i / keys);
      return bucketOf((i % keys) - query, { buckets, maxDistance: this.maxDistance, isCausal: this.isCausal });
    });
    return tidy(() => expandDims(transpose(embedding(this.weight, upload({ data: indices, shape: [queries, keys] })), [2, 0, 1]), 0)); // [Tq, Tk, H] -> [1, H, Tq, Tk]
  }
}

/**
 * The bucket of a distance (key minus query): half of them hold one distance each, the others ever more, up to `maxDistance`. Where
 * later positions are seen too, they have half of the buckets. In single precision, as published models were trained.
 */
export function bucketOf(distance: number, { buckets, maxDistance, isCausal }: { readonly buckets: number; readonly maxDistance: number; readonly isCausal: boolean }): number {
  const count = isCausal ? buckets : Math.floor(buckets / 2);
  const first = !isCausal && distance > 0 ? count : 0;
  const away = isCausal ? Math.max(0, -distance) : Math.abs(distance);
  const exact = Math.floor(count / 2);
  if (away < exact) return first + away;
  const { fround, log } = Math;
  const part = fround(fround(fround(log(fround(away / exact))) / fround(log(maxDistance / exact))) * (count - exact));
  return first + Math.min(count - 1, exact + Math.trunc(part));
}
