import { type CacheView, viewOfCache } from '@figment/core/nn';
import { abs, add, cast, equal, less, lessEqual, logicalAnd, mul, range, reshape, slice, sub, where } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

import type { Tower } from '../architecture/architecture.ts';
import { type CacheRoom, seenAfter } from './layer-cache.ts';
import type { RelativePositions } from './relative-positions.ts';

/** Which positions the queries of a call see: the same for all layers of a kind, full or local. */
export interface Sight {
  readonly causal: boolean;
  /** bool, or float32 with what is added to scores. Broadcasts to [B, H, Tq, Tk]. */
  readonly mask: Tensor | undefined;
  /** The positions of what there is that take part (all). */
  readonly positions?: Pick<CacheView, 'first' | 'count'>;
}

/** What a tower's call says of who sees whom. */
export interface SightCall {
  readonly time: number;
  /** [B, positions read, these included]. */
  readonly mask: Tensor | undefined;
  /** int32 [B, T]. */
  readonly segments: Tensor | undefined;
  readonly relativeBias: RelativePositions | undefined;
}

/** Keys that are padding score this, not -Infinity: a row that sees nothing stays finite. */
const HIDDEN = -1e9;

/** Self-attention over the positions of the call alone. */
export function sightWithin({ causal, attention: { window } }: Tower, isLocal: boolean, { time, mask, segments, relativeBias }: SightCall): Sight {
  const parts = [
    ...(mask === undefined ? [] : [asKeyMask(mask)]),
    ...(segments === undefined ? [] : [equal(reshape(segments, [-1, 1, time, 1]), reshape(segments, [-1, 1, 1, time]))]), // [B, 1, T, T]
    ...(isLocal && window !== undefined && window < time ? [band(time, window, causal)] : []),
  ];
  const visible = parts.length === 0 ? undefined : parts.reduce((a, b) => logicalAnd(a, b));
  return { causal, mask: biased(visible, relativeBias?.forward(time, time)) };
}

/** Self-attention of the newest positions over a layer's cache, which had `room` before them. */
export function sightOfCache({ causal, attention: { window } }: Tower, isLocal: boolean, room: CacheRoom, { time, mask, relativeBias }: SightCall): Sight {
  const seen = seenAfter(room, time);
  const visible = mask === undefined ? undefined : asKeyMask(lastColumns(mask, seen.length));
  const view = viewOfCache(seen, { queries: time, causal, window: isLocal ? window : undefined, mask: biased(visible, relativeBias?.forward(time, seen.length)) });
  return { causal: view.causal, mask: view.mask, positions: { first: view.first, count: view.count } };
}

/** [B, S], 1 = is seen -> bool [B, 1, 1, S] */
export function asKeyMask(mask: Tensor): Tensor {
  return cast(reshape(mask, [mask.shape[0], 1, 1, mask.shape[1] as number]), 'bool');
}

/** Position i sees j where i - window < j <= i; in both directions where |i - j| <= window / 2. -> bool [T, T] */
function band(time: number, window: number, causal: boolean): Tensor {
  const at = range(0, time, 1, 'int32');
  const distance = sub(reshape(at, [time, 1]), at);
  return causal ? less(distance, window) : lessEqual(mul(abs(distance), 2), window);
}

function biased(visible: Tensor | undefined, bias: Tensor | undefined): Tensor | undefined {
  if (visible === undefined || bias === undefined) return bias ?? visible;
  return add(bias, where(visible, 0, HIDDEN));
}

function lastColumns(x: Tensor, count: number): Tensor {
  const [rows, columns] = x.shape as [number, number];
  return columns === count ? x : slice(x, [0, columns - count], [rows, count]);
}
