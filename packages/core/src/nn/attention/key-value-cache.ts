import { FigmentError } from '../../errors.ts';
import { hasFused, runFused } from '../../ops/autodiff/fused.ts';
import { isRecording } from '../../ops/autodiff/tape.ts';
import { clone, concat, dispose, gather, slice, zeros } from '../../ops/index.ts';
import { requireIndices } from '../../ops/indexing/index-range.ts';
import type { Tensor } from '../../tensor.ts';
import { requireSizes } from '../check.ts';

/**
 * Keys and values of the positions an attention layer has seen, so that a language model's next token costs one position and not
 * all of them again. It is allocated in full at once: its shapes, and those of the attention over it, never change, so a GPU
 * compiles one program and not one for each length.
 *
 * A cache is a value. A step takes one and returns the next one, and leaves the first as it was: keep both to explore two
 * continuations. (The next one shares its memory where the backend can write into it, since a cache never looks beyond its length;
 * only a second continuation of the same cache is copied.) Whoever asked for a cache owns it and calls {@link disposeCache} when the next one has taken its place. (A type, not an interface, so that `tidy` takes it for a container of tensors.)
 */
export type KeyValueCache = {
  /** [B, Hkv, capacity, D], already rotated; whatever there is, but finite numbers, from `length` on. */
  readonly keys: Tensor;
  /** [B, Hkv, capacity, D]. */
  readonly values: Tensor;
  /** Positions filled. */
  readonly length: number;
};

/**
 * An empty cache.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export function emptyCache(sizes: { readonly batch: number; readonly heads: number; readonly capacity: number; readonly headWidth: number }): KeyValueCache {
  requireSizes('KeyValueCache', { ...sizes });
  const shape: [number, number, number, number] = [sizes.batch, sizes.heads, sizes.capacity, sizes.headWidth];
  const cache = { keys: zeros(shape), values: zeros(shape), length: 0 };
  for (const part of [cache.keys, cache.values]) rooms.set(part.dataId, { filled: 0 });
  return cache;
}

/** How far memory that caches share is written. One that ends there may go on in it, any other has to copy. */
interface Room {
  filled: number;
}

const rooms = new WeakMap<object, Room>();

/**
 * The cache with `keys` and `values`, [B, Hkv, T, D], after what it holds.
 *
 * @throws FigmentError `SHAPE_MISMATCH` when they do not fit, or when there is no room for T more.
 */
export function appendToCache(cache: KeyValueCache, keys: Tensor, values: Tensor): KeyValueCache {
  const [batch, heads, capacity, width] = cache.keys.shape as [number, number, number, number];
  const added = keys.shape[2] ?? 0;
  for (const part of [keys, values]) {
    if (part.shape.join() !== [batch, heads, added, width].join()) {
      throw new FigmentError('SHAPE_MISMATCH', `The cache takes [${batch}, ${heads}, _, ${width}], got [${part.shape.join(', ')}].`);
    }
  }
  if (cache.length + added > capacity) {
    throw new FigmentError('SHAPE_MISMATCH', `The cache has room for ${capacity} positions and holds ${cache.length}; ${added} more do not fit.`);
  }
  return { keys: written(cache.keys, keys, cache.length), values: written(cache.values, values, cache.length), length: cache.length + added };
}

/**
 * The cache as it was `count` positions ago, in the same memory. What follows writes over what was forgotten: nobody may go on with
 * the cache it was.
 *
 * @throws FigmentError `INPUT_INVALID` when it does not hold as many.
 */
export function rewindCache(cache: KeyValueCache, count: number): KeyValueCache {
  const length = cache.length - count;
  if (!Number.isSafeInteger(count) || count < 0 || length < 0) throw new FigmentError('INPUT_INVALID', `count must be a whole number from 0 to the ${cache.length} positions in the cache, got ${count}.`);
  const back = (part: Tensor): Tensor => {
    const room = rooms.get(part.dataId);
    if (room !== undefined) room.filled = Math.min(room.filled, length);
    return clone(part);
  };
  return { keys: back(cache.keys), values: back(cache.values), length };
}

/**
 * Rows of a cache in a new order, some perhaps more than once: how beams go on. rows: int32 [B'] -> a cache of batch B', in memory of its own.
 *
 * @throws FigmentError `INPUT_INVALID` for a row that it does not have.
 */
export function selectFromCache(cache: KeyValueCache, rows: Tensor): KeyValueCache {
  const select = (part: Tensor): Tensor => {
    requireIndices('selectFromCache', 'rows', rows, part.shape[0]);
    const chosen = gather(part, rows);
    rooms.set(chosen.dataId, { filled: cache.length });
    return chosen;
  };
  return { keys: select(cache.keys), values: select(cache.values), length: cache.length };
}

/** Frees a cache's tensors. */
export function disposeCache(cache: KeyValueCache): void {
  dispose([cache.keys, cache.values]);
}

/** `into` with `rows` in the place of its positions from `at` on; axis 2 of [B, H, T, D]. */
function written(into: Tensor, rows: Tensor, at: number): Tensor {
  const end = at + rows.shape[2]!;
  const room = rooms.get(into.dataId);
  const canShare = room?.filled === at && !isRecording() && hasFused('FigmentWritePositions');
  const result = canShare ? (runFused('FigmentWritePositions', { into, rows }, { at })[0] as Tensor) : joined(into, rows, at, end);
  const shared = canShare ? room : { filled: end };
  shared.filled = end;
  rooms.set(result.dataId, shared);
  return result;
}

function joined(into: Tensor, rows: Tensor, at: number, end: number): Tensor {
  const [batch, heads, capacity, width] = into.shape as [number, number, number, number];
  const before = at > 0 ? [slice(into, [0, 0, 0, 0], [batch, heads, at, width])] : [];
  const after = end < capacity ? [slice(into, [0, 0, end, 0], [batch, heads, capacity - end, width])] : [];
  return concat([...before, rows, ...after], 2);
}
