import { appendToCache, disposeCache, emptyCache, type KeyValueCache } from '@figment/core/nn';
import { concat, slice } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

import type { Tower } from '../architecture/architecture.ts';
import type { KeysAndValues } from './attention.ts';

/** How many positions a cache that slides can always go back: more than speculation guesses ahead. */
const REWINDABLE = 32;

/** What a layer's cache holds before and after a call, in positions. */
export interface CacheRoom {
  readonly length: number;
  readonly capacity: number;
}

/** Positions a layer's cache is made for: all, or, where it sees a window only, those and as many again, so that it seldom moves up. */
export function layerCapacity({ attention: { window, local } }: Pick<Tower, 'attention'>, layer: number, capacity: number): number {
  return local[layer] === true && window !== undefined ? Math.min(capacity, slidingCapacity(window)) : capacity;
}

const slidingCapacity = (window: number): number => 2 * window + REWINDABLE;

/** What a cache that has moved up must still hold for the next position: all of its window but that position. */
export const neededAfterMoving = (capacity: number): number => (capacity - REWINDABLE) / 2 - 1;

/** What stays when a cache moves up. */
const kept = ({ length, capacity }: CacheRoom): number => Math.min(length, neededAfterMoving(capacity) + REWINDABLE);

/** What the newest `added` positions attend to: the cache with them, or, when it is full, what stays of it and they. */
export function seenAfter(room: CacheRoom, added: number): CacheRoom {
  if (room.length + added <= room.capacity) return { length: room.length + added, capacity: room.capacity };
  const length = kept(room) + added;
  return { length, capacity: length };
}

/**
 * A cache with further positions, and what these attend to. One that is full moves up: what its window still needs, and the new
 * positions, begin another of the same size. So a layer with a window keeps its window alone, however long the text becomes.
 */
export function remember(cache: KeyValueCache, added: KeysAndValues): { seen: KeysAndValues; cache: KeyValueCache } {
  const [batch, heads, capacity, headWidth] = cache.keys.shape as [number, number, number, number];
  const room = { length: cache.length, capacity };
  if (cache.length + (added.keys.shape[2] as number) <= capacity) {
    const next = appendToCache(cache, added.keys, added.values);
    return { seen: next, cache: next };
  }
  const seen = {
    keys: concat([span(cache.keys, cache.length, kept(room)), added.keys], 2),
    values: concat([span(cache.values, cache.length, kept(room)), added.values], 2),
  };
  const length = seen.keys.shape[2] as number;
  const stays = kept({ length, capacity });
  const empty = emptyCache({ batch, heads, capacity, headWidth });
  const next = appendToCache(empty, span(seen.keys, length, stays), span(seen.values, length, stays));
  disposeCache(empty);
  return { seen, cache: next };
}

/** The `count` positions before `end`: [B, H, T, D] -> [B, H, count, D] */
function span(x: Tensor, end: number, count: number): Tensor {
  const [batch, heads, , width] = x.shape as [number, number, number, number];
  return slice(x, [0, 0, end - count, 0], [batch, heads, count, width]);
}
