import type { LearnedPositions } from '@figment/core/nn';
import { add, cast, concat, cos, embedding, expandDims, mul, range, sin, tensor, tidy } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

import type { Tower } from '../architecture/architecture.ts';

/** Where the tokens of a call stand. */
export interface Places {
  /** The first position. */
  readonly from: number;
  /** Of each token, int32 [B, T], where they are not counted from there. */
  readonly positions: Tensor | undefined;
}

/** x: [B, T, width], plus what a tower has for each position. */
export function addPositions(x: Tensor, tower: Tower, table: LearnedPositions | undefined, { from, positions }: Places): Tensor {
  const { positions: kind, positionOffset } = tower.embedding;
  if (table !== undefined) {
    return positions === undefined ? table.forward(x, { from: from + positionOffset }) : tidy(() => add(x, embedding(table.weight, add(positions, tensor(positionOffset, [], 'int32')))));
  }
  return kind === 'sinusoidal' ? tidy(() => add(x, sinusoids(positions ?? range(from, from + (x.shape[1] as number), 1, 'int32'), tower.width))) : x;
}

/**
 * Sines, then cosines, of wavelengths from 2 pi to 10,000 * 2 pi: Vaswani et al. 2017, arXiv:1706.03762, section 3.5, with the
 * channels in Marian's order. positions: int32 [...] -> [..., width]
 */
export function sinusoids(positions: Tensor, width: number): Tensor {
  const frequencies = Float32Array.from({ length: width / 2 }, (_, i) => 10_000 ** ((-2 * i) / width));
  return tidy(() => {
    const angles = mul(expandDims(cast(positions, 'float32'), -1), tensor(frequencies)); // [...] -> [..., width / 2]
    return concat([sin(angles), cos(angles)], -1);
  });
}
