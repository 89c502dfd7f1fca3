import { cast, greaterEqual, logicalAnd, matMul, range, softmax as softmaxKernel, tidy, where } from '@tensorflow/tfjs-core';

import { FigmentError } from '../../errors.ts';
import type { Tensor } from '../../tensor.ts';
import { softmax } from '../activations/softmax.ts';
import { fused } from '../autodiff/fused.ts';
import { isRecording } from '../autodiff/tape.ts';
import { add, mul } from '../basic/arithmetic.ts';
import { reshape } from '../basic/shape.ts';
import { requireDType, requireOption, requireRank, requireShape } from '../check.ts';
import { atPositions, type AttentionPositions } from './positions.ts';

/** Options of {@link attention}. */
export interface AttentionOptions {
  /** Query i sees keys 0 to i only, counted from the start also where there are more keys than queries (false). */
  readonly causal?: boolean | undefined;
  /** Broadcasts to [B, H, Tq, Tk]. bool (or int32): true = is seen; float32: added to the scaled scores. */
  readonly mask?: Tensor | undefined;
  /** 1 / sqrt(D). */
  readonly scale?: number | undefined;
  /** The positions of k and v that take part, in place of all: `count` from `first` on. Tk is their count. */
  readonly positions?: AttentionPositions | undefined;
}

/**
 * Scaled dot-product attention: softmax(q k^T * scale) v. A query that sees no key by a boolean mask gives zeros.
 * q: [B, H, Tq, D], k: [B, Hkv, Tk, D], v: [B, Hkv, Tk, E] -> [B, H, Tq, E]
 * Vaswani et al. 2017, arXiv 1706.03762, eq. 1. With Hkv < H, query head i uses key head floor(i / (H / Hkv)):
 * Ainslie et al. 2023, arXiv 2305.13245.
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `OPTIONS_INVALID`
 */
export function attention(q: Tensor, k: Tensor, v: Tensor, { causal = false, mask, scale, positions }: AttentionOptions = {}): Tensor {
  for (const [name, x] of Object.entries({ q, k, v })) {
    requireRank('attention', name, x, 4, '[batch, heads, length, width]');
    requireDType('attention', name, x, 'float32');
  }
  const [batch, heads, , width] = q.shape as [number, number, number, number];
  const [, keyHeads, length] = k.shape as [number, number, number, number];
  requireShape('attention', 'k', k, [batch, undefined, undefined, width]);
  requireShape('attention', 'v', v, [batch, keyHeads, length, undefined]);
  const { first, count: keys } = positions ?? { first: 0, count: length };
  requireOption('attention', 'positions', first >= 0 && keys >= 0 && first + keys <= length, `within the ${length} of k`, `${keys} from ${first} on`);
  requireOption('attention', 'the number of heads of k and v', keyHeads > 0 && heads % keyHeads === 0, `a divisor of that of q (${heads})`, keyHeads);
  const seen = (x: Tensor): Tensor => atPositions(x, { first, count: keys });
  const factor = scale ?? 1 / Math.sqrt(width);
  if (mask !== undefined) requireMask(mask, [batch, heads, q.shape[2] as number, keys]);
  // A mask that is added may be learned: the kernel has no gradient of it.
  if (mask?.dtype === 'float32' && isRecording()) return composed(q, seen(k), seen(v), { causal, mask, scale: factor });
  // Kernels have gradients of all positions only.
  const isPart = keys < length, isCut = isPart && isRecording();
  return fused({
    kernel: 'FigmentAttention',
    inputs: isCut ? { q, k: seen(k), v: seen(v) } : { q, k, v },
    constants: { mask },
    attrs: { causal, scale: factor, ...(isPart && !isCut && { positions: [first, keys] as const }) },
    gradientNeedsValue: true,
    reference: (given, constants) => composed(given.q, isCut ? given.k : seen(given.k), isCut ? given.v : seen(given.v), { causal, mask: constants.mask, scale: factor }),
  });
}

function composed(q: Tensor, k: Tensor, v: Tensor, { causal, mask, scale }: { causal: boolean; mask: Tensor | undefined; scale: number }): Tensor {
  const [batch, heads, queries, width] = q.shape as [number, number, number, number];
  const [, keyHeads, keys] = k.shape as [number, number, number, number];
  const grouped = (heads / keyHeads) * queries;
  return tidy(() => {
    // The queries of a group line up behind one key head: [B, H, Tq, D] -> [B Hkv, (H / Hkv) Tq, D]
    const rows = reshape(mul(q, scale), [batch * keyHeads, grouped, width]);
    const scores = reshape(matMul(rows, reshape(k, [batch * keyHeads, keys, width]), false, true), [batch, heads, queries, keys]);
    const weights = weigh(scores, causal, mask);
    const values = matMul(reshape(weights, [batch * keyHeads, grouped, keys]), reshape(v, [batch * keyHeads, keys, -1]));
    return reshape(values, [batch, heads, queries, -1]);
  });
}

/** scores: [B, H, Tq, Tk] -> the same, each row summing to 1. */
function weigh(scores: Tensor, causal: boolean, mask: Tensor | undefined): Tensor {
  const [queries, keys] = scores.shape.slice(2) as [number, number];
  const visible = causal ? greaterEqual(reshape(range(0, queries, 1, 'int32'), [queries, 1]), range(0, keys, 1, 'int32')) : undefined; // [Tq, Tk]
  const isAdded = mask?.dtype === 'float32';
  const shifted = isAdded ? add(scores, mask) : scores;
  if (mask !== undefined && !isAdded) {
    const seen = cast(mask, 'bool');
    return softmax(shifted, { mask: visible === undefined ? seen : logicalAnd(seen, visible) });
  }
  // Every query sees the first key, so no row is without one.
  return softmaxKernel(visible === undefined ? shifted : add(shifted, where(visible, 0, -Infinity)));
}

function requireMask(mask: Tensor, full: readonly number[]): void {
  const lead = full.length - mask.rank;
  const broadcasts = lead >= 0 && mask.shape.every((length, axis) => length === 1 || length === full[axis + lead]);
  if (!broadcasts) throw new FigmentError('SHAPE_MISMATCH', `attention: mask must broadcast to [${full.join(', ')}], got shape [${mask.shape.join(', ')}].`);
  requireDType('attention', 'mask', mask, 'bool', 'int32', 'float32');
}
