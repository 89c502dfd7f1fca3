import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../../../abi/signature.ts';
import { reductionRows } from '../../../rows/reductions.ts';
import { shapeRows } from '../../../rows/shape.ts';
import type { Torch } from '../../../tensors/torch.ts';

/**
 * How heads of queries share keys and values (Ainslie et al. 2023, arXiv 2305.13245), for methods that know heads of their own
 * only. What comes in is [B, H, Tq, *] or [B, Hkv, Tk, *].
 */
export interface HeadSharing {
  /** As the method sees them. */
  readonly heads: number;
  readonly queries: number;
  /** Queries, dL/dy, y. */
  ofQueries(x: TensorInfo): Handle;
  /** Keys, values: `count` positions from `first` on. */
  ofKeys(x: TensorInfo, first: number, count: number): Handle;
  /** [B, H, Tq], ln sum exp of scores. */
  ofRows(x: TensorInfo): Handle;
  /** What the method returned for queries, of this shape. */
  toQueries(x: Handle, shape: readonly number[]): Handle;
  /** The gradient of keys or values. */
  toKeys(gradient: Handle): Handle;
}

type Four = readonly [number, number, number, number];

/** How the heads of a call share theirs. */
export type HeadSharingOf = (q: TensorInfo, k: TensorInfo, isMaskShared: boolean) => HeadSharing;

export function headSharing(torch: Torch): HeadSharingOf {
  const { contiguous, reshape } = torch.rows(shapeRows);
  const { sum } = torch.rows(reductionRows);

  /** The last axis in order: those before it may have any strides. */
  const rowsInOrder = (x: TensorInfo): Handle => (torch.strides(x).at(-1) === 1 || x.shape.at(-1)! <= 1 ? torch.handle(x) : torch.contiguous(x));
  /** [B, Hkv, T, D] -> [B, Hkv, count, D] */
  const part = (x: TensorInfo, first: number, count: number): Handle => {
    const whole = rowsInOrder(x);
    const [batch, keyHeads, time, width] = x.shape as unknown as Four;
    if (count === time) return whole;
    const strides = torch.stridesOf(whole, 4);
    return torch.view(whole, [batch, keyHeads, count, width], strides, first * strides[2]!);
  };
  /** [B, Hkv, T, D] -> [B, H, count, D] */
  const repeated = (x: TensorInfo, shared: number, first: number, count: number): Handle => {
    const [batch, keyHeads, , width] = x.shape as unknown as Four;
    const [ofBatch, ofHead, ofTime, ofWidth] = torch.strides(x) as unknown as Four;
    const copy = contiguous(torch.seenAs(x, [batch, keyHeads, shared, count, width], [ofBatch, ofHead, 0, ofTime, ofWidth], first * ofTime), 0);
    return torch.view(copy, [batch, keyHeads * shared, count, width], [keyHeads * shared * count * width, count * width, width, 1]);
  };
  /** [B, H, T, D] -> [B, Hkv, T, D] */
  const sumOfShared = (gradient: Handle, shared: number): Handle => {
    const [batch, heads, time, width] = torch.shapeOf(gradient) as unknown as Four;
    const [ofBatch, ofHead, ofTime, ofWidth] = torch.stridesOf(gradient, 4) as unknown as Four;
    const apart = torch.view(gradient, [batch, heads / shared, shared, time, width], [ofBatch, shared * ofHead, ofHead, ofTime, ofWidth]);
    return sum(apart, [2], false, null);
  };

  return (q, k, isMaskShared) => {
    const [batch, heads, queries] = q.shape as unknown as Four;
    const [, keyHeads] = k.shape as unknown as Four;
    const own: HeadSharing = {
      heads,
      queries,
      ofQueries: rowsInOrder,
      ofKeys: part,
      ofRows: (x) => torch.handle(x),
      toQueries: (x) => x,
      toKeys: (gradient) => gradient,
    };
    if (keyHeads === heads) return own;
    const shared = heads / keyHeads;
    if (queries > 1 || !isMaskShared) return { ...own, ofKeys: (x, first, count) => repeated(x, shared, first, count), toKeys: (gradient) => sumOfShared(gradient, shared) };
    // One query a head, as when a cache is read: those of a group are rows of one head, [B, H, 1, D] -> [B, Hkv, H / Hkv, D].
    const folded = (x: TensorInfo): Handle => reshape(rowsInOrder(x), [batch, keyHeads, shared, x.shape[3]!]);
    return { ...own, heads: keyHeads, queries: shared, ofQueries: folded, ofRows: (x) => reshape(torch.handle(x), [batch, keyHeads, shared]), toQueries: reshape };
  };
}
