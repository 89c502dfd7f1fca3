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
  /** Keys, values. */
  ofKeys(x: TensorInfo): Handle;
  /** [B, H, Tq], ln sum exp of scores. */
  ofRows(x: TensorInfo): Handle;
  /** What the method returned for queries, of this shape. */
  toQueries(x: Handle, shape: readonly number[]): Handle;
  /** The gradient of keys or values. */
  toKeys(gradient: Handle): Handle;
}

type Four = readonly [number, number, number, number];

export function headSharing(torch: Torch, q: TensorInfo, k: TensorInfo, isMaskShared: boolean): HeadSharing {
  const { reshape } = torch.rows(shapeRows);
  const [batch, heads, queries] = q.shape as unknown as Four;
  const [, keyHeads] = k.shape as unknown as Four;
  const own: HeadSharing = {
    heads,
    queries,
    ofQueries: (x) => rowsInOrder(torch, x),
    ofKeys: (x) => rowsInOrder(torch, x),
    ofRows: (x) => torch.handle(x),
    toQueries: (x) => x,
    toKeys: (gradient) => gradient,
  };
  if (keyHeads === heads) return own;
  const shared = heads / keyHeads;
  // One query a head, as when a cache is read: those of a group are rows of one head, [B, H, 1, D] -> [B, Hkv, H / Hkv, D].
  if (queries === 1 && isMaskShared) {
    const folded = (x: TensorInfo): Handle => {
      const [ofBatch, ofHead, , ofWidth] = torch.strides(x) as unknown as Four;
      return torch.view(rowsInOrder(torch, x), [batch, keyHeads, shared, x.shape[3]!], ofWidth === 1 ? [ofBatch, shared * ofHead, ofHead, 1] : [heads * x.shape[3]!, shared * x.shape[3]!, x.shape[3]!, 1]);
    };
    return { ...own, heads: keyHeads, queries: shared, ofQueries: folded, ofRows: (x) => reshape(torch.handle(x), [batch, keyHeads, shared]), toQueries: reshape };
  }
  return { ...own, ofKeys: (x) => repeated(torch, x, shared), toKeys: (gradient) => sumOfShared(torch, gradient, shared) };
}

/** The last axis in order: those before it may have any strides. */
function rowsInOrder(torch: Torch, x: TensorInfo): Handle {
  return torch.strides(x).at(-1) === 1 || x.shape.at(-1)! <= 1 ? torch.handle(x) : torch.contiguous(x);
}

/** [B, Hkv, T, D] -> [B, H, T, D] */
function repeated(torch: Torch, x: TensorInfo, shared: number): Handle {
  const { contiguous } = torch.rows(shapeRows);
  const [batch, keyHeads, time, width] = x.shape as unknown as Four;
  const [ofBatch, ofHead, ofTime, ofWidth] = torch.strides(x) as unknown as Four;
  const copy = contiguous(torch.seenAs(x, [batch, keyHeads, shared, time, width], [ofBatch, ofHead, 0, ofTime, ofWidth]), 0);
  return torch.view(copy, [batch, keyHeads * shared, time, width], [keyHeads * shared * time * width, time * width, width, 1]);
}

/** [B, H, T, D] -> [B, Hkv, T, D] */
function sumOfShared(torch: Torch, gradient: Handle, shared: number): Handle {
  const { sum } = torch.rows(reductionRows);
  const [batch, heads, time, width] = torch.shapeOf(gradient) as unknown as Four;
  const [ofBatch, ofHead, ofTime, ofWidth] = torch.stridesOf(gradient, 4) as unknown as Four;
  const apart = torch.view(gradient, [batch, heads / shared, shared, time, width], [ofBatch, shared * ofHead, ofHead, ofTime, ofWidth]);
  return sum(apart, [2], false, null);
}
