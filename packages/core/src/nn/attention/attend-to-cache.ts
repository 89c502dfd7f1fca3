import { hasFused } from '../../ops/autodiff/fused.ts';
import { attention, slice } from '../../ops/index.ts';
import type { Tensor } from '../../tensor.ts';
import type { KeyValueCache } from './key-value-cache.ts';
import { visiblePositions } from './visible-positions.ts';

/**
 * What the newest positions of a cache see in it. queries: [B, H, T, D], of the last T positions -> the same.
 *
 * A kernel of ours takes any number of keys: it is given those that are filled, and needs no mask. Elsewhere all of the cache
 * takes part, so that shapes never change.
 */
export function attendToCache(queries: Tensor, cache: KeyValueCache, { causal, mask }: { readonly causal: boolean; readonly mask: Tensor | undefined }): Tensor {
  const count = queries.shape[2] as number;
  const from = cache.length - count;
  const isSimple = mask === undefined && (count === 1 || from === 0 || !causal);
  if (isSimple && hasFused('FigmentAttention')) {
    return attention(queries, filled(cache.keys, cache.length), filled(cache.values, cache.length), { causal: causal && count > 1 });
  }
  const visible = visiblePositions({ from, count, capacity: cache.keys.shape[2] as number, causal, mask });
  return attention(queries, cache.keys, cache.values, { mask: visible });
}

/** [B, H, capacity, D] -> [B, H, length, D] */
function filled(x: Tensor, length: number): Tensor {
  const [batch, heads, capacity, width] = x.shape as [number, number, number, number];
  return length === capacity ? x : slice(x, [0, 0, 0, 0], [batch, heads, length, width]);
}
