import { add, atPositions, attention, type AttentionPositions, div, greaterEqual, logicalAnd, cast, matMul, mul, range, reshape, softmax, tanh, tidy } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

/** How queries weigh keys. */
export interface Weighing {
  /** Query i sees keys 0 to i only. */
  readonly causal: boolean;
  /** Broadcasts to [B, H, Tq, Tk]: bool, true = is seen; or float32, added to scores. */
  readonly mask: Tensor | undefined;
  /** The positions of k and v that take part (all). */
  readonly positions?: AttentionPositions | undefined;
  readonly scale: number;
  readonly softCap: number | undefined;
  /** Whether the weights are asked for. */
  readonly wantsWeights: boolean;
}

/** (A type, so that `tidy` takes it for a container of tensors.) */
export type Attended = {
  /** [B, H, Tq, D] */
  readonly seen: Tensor;
  /** [B, H, Tq, Tk], each row summing to 1, or to 0 where it sees nothing. */
  readonly weights: Tensor | undefined;
};

/**
 * softmax(q k^T * scale) v, by the fused kernel wherever it can do what is asked; it knows no caps and keeps no weights.
 * q: [B, H, Tq, D], k, v: [B, Hkv, Tk, D].
 */
export function weightedAttention(q: Tensor, allKeys: Tensor, allValues: Tensor, { causal, mask, positions, scale, softCap, wantsWeights }: Weighing): Attended {
  if (softCap === undefined && !wantsWeights) return { seen: attention(q, allKeys, allValues, { causal, mask, positions, scale }), weights: undefined };
  return tidy(() => {
    const [batch, heads, queries] = q.shape as [number, number, number, number];
    const [k, v] = positions === undefined ? [allKeys, allValues] : [atPositions(allKeys, positions), atPositions(allValues, positions)];
    const [, keyHeads, keys] = k.shape as [number, number, number, number];
    const grouped = [batch, keyHeads, (heads / keyHeads) * queries];
    // The queries of a group line up behind one key head: [B, H, Tq, D] -> [B, Hkv, (H / Hkv) Tq, D]
    const products = matMul(reshape(mul(q, scale), [...grouped, -1]), k, false, true);
    const scores = softCapped(reshape(products, [batch, heads, queries, keys]), softCap);
    const isAdded = mask?.dtype === 'float32';
    const weights = softmax(isAdded ? add(scores, mask) : scores, { mask: visible(queries, keys, causal, isAdded ? undefined : mask) });
    const seen = reshape(matMul(reshape(weights, [...grouped, keys]), v), [batch, heads, queries, -1]);
    return { seen, weights: wantsWeights ? weights : undefined };
  });
}

/** cap * tanh(x / cap): as x where that is small, never beyond the cap. Gemma 2 2024, arXiv:2408.00118, section 2. */
export function softCapped(x: Tensor, cap: number | undefined): Tensor {
  return cap === undefined ? x : tidy(() => mul(tanh(div(x, cap)), cap));
}

function visible(queries: number, keys: number, causal: boolean, mask: Tensor | undefined): Tensor | undefined {
  if (!causal) return mask;
  const earlier = greaterEqual(reshape(range(0, queries, 1, 'int32'), [queries, 1]), range(0, keys, 1, 'int32')); // [Tq, Tk]
  return mask === undefined ? earlier : logicalAnd(earlier, cast(mask, 'bool'));
}
