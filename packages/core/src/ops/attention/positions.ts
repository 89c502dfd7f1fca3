import type { Tensor } from '../../tensor.ts';
import { slice } from '../basic/shape.ts';

/** Positions that take part in attention: `count` from `first` on. */
export interface AttentionPositions {
  readonly first: number;
  readonly count: number;
}

/** The keys or values at these positions: [B, H, T, D] -> [B, H, count, D] */
export function atPositions(x: Tensor, { first, count }: AttentionPositions): Tensor {
  const [batch, heads, length, width] = x.shape as [number, number, number, number];
  return count === length ? x : slice(x, [0, 0, first, 0], [batch, heads, count, width]);
}
