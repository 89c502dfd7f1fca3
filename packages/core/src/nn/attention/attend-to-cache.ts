import { hasFused } from '../../ops/autodiff/fused.ts';
import { attention, pad, slice } from '../../ops/index.ts';
import type { Tensor } from '../../tensor.ts';
import type { KeyValueCache } from './key-value-cache.ts';
import { visiblePositions } from './visible-positions.ts';

/** What the newest positions of a cache may see in it. */
export interface CacheView {
  /** The positions of the cache that take part in attention: `count` from `first` on. */
  readonly first: number;
  readonly count: number;
  /** Whether the kernel hides what comes after a query. */
  readonly causal: boolean;
  /** Over the positions that take part. */
  readonly mask: Tensor | undefined;
}

/** What {@link viewOfCache} is told. */
export interface CacheViewOptions {
  /** How many positions are the newest: the queries. */
  readonly queries: number;
  readonly causal: boolean;
  /** How many positions each query sees, itself included (all). */
  readonly window?: number | undefined;
  /** Of the caller's, over the positions filled or the whole capacity: bool, or float32 that is added to scores. */
  readonly mask?: Tensor | undefined;
}

/**
 * What the newest positions of a cache see in it, the same for all caches of one length.
 *
 * A kernel of ours takes any number of keys: it is given those that can be seen, and seldom needs a mask. Elsewhere all of the cache
 * takes part, so that shapes never change.
 */
export function viewOfCache({ length, capacity }: { readonly length: number; readonly capacity: number }, { queries, causal, window = Infinity, mask }: CacheViewOptions): CacheView {
  const from = length - queries;
  const isExact = hasFused('FigmentAttention');
  const first = isExact ? Math.max(0, from + 1 - window) : 0;
  const count = (isExact ? length : capacity) - first;
  const joined = mask && fitted(mask, first, count);
  if (isExact && (queries === 1 || !causal || (from === 0 && window >= length))) return { first, count, causal: causal && queries > 1, mask: joined };
  return { first, count, causal: false, mask: visiblePositions({ from: from - first, count: queries, capacity: count, causal, window, mask: joined }) };
}

/** What the newest positions of a cache see in it. queries: [B, H, T, D], of the last T positions -> the same. */
export function attendToCache(queries: Tensor, cache: KeyValueCache, { causal, mask }: { readonly causal: boolean; readonly mask: Tensor | undefined }): Tensor {
  const { causal: hides, mask: seen, ...positions } = viewOfCache({ length: cache.length, capacity: cache.keys.shape[2] as number }, { queries: queries.shape[2] as number, causal, mask });
  return attention(queries, cache.keys, cache.values, { causal: hides, mask: seen, positions });
}

/** The columns of a mask for `count` positions from `first` on: [..., length or capacity] -> [..., count] */
function fitted(mask: Tensor, first: number, count: number): Tensor {
  const width = mask.shape.at(-1) as number;
  if (width === 1 || (first === 0 && width === count)) return mask;
  const missing = first + count - width;
  const whole = missing > 0 ? pad(mask, mask.shape.map((_, axis) => [0, axis === mask.rank - 1 ? missing : 0] as [number, number])) : mask;
  return slice(whole, mask.shape.map((_, axis) => (axis === mask.rank - 1 ? first : 0)), [...mask.shape.slice(0, -1), count]);
}
