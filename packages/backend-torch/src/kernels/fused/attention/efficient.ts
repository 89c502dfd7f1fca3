import type { Handle } from '../../../abi/signature.ts';
import { elementwiseRows } from '../../../rows/elementwise.ts';
import { fusedRows } from '../../../rows/fused.ts';
import { reductionRows } from '../../../rows/reductions.ts';
import type { Torch } from '../../../tensors/torch.ts';
import { fullWith } from '../../creation/full.ts';
import { arithmeticOf } from '../../elementwise/arithmetic.ts';
import { computePrecision } from '../../products/precision.ts';
import { padWith } from '../../shape/padding.ts';
import { causalBias } from './causal-bias.ts';
import type { AttentionMethod, AttentionOperands } from './method.ts';

/** The rows of a bias begin at multiples of it, in elements. */
const biasAlignment = 16;

/** Blockwise on CUDA, for float32 too. Rabe and Staats 2021, arXiv 2112.05682, algorithm 1. */
export function efficientAttention(torch: Torch): AttentionMethod {
  const { efficientAttention: forward, efficientAttentionBackward: backward } = torch.rows(fusedRows);
  const { eq, where } = torch.rows(elementwiseRows);
  const { amax } = torch.rows(reductionRows);
  const { add } = arithmeticOf(torch);
  const pad = padWith(torch);
  const full = fullWith(torch);
  const { lower, raise } = computePrecision(torch);

  /** Which rows see nothing: [B or 1, H or 1, Tq or 1, 1]. They are shown all keys, and what comes out of them is replaced by 0. */
  const blindRows = ({ bias, causal, sizes }: AttentionOperands): Handle | undefined => {
    if (bias === null) return undefined;
    const total = causal ? add(bias, causalBias(torch, sizes.queries, sizes.keys)) : bias;
    return eq(amax(total, [3], true), torch.scalar(-Infinity));
  };
  const without = (blind: Handle | undefined, x: Handle): Handle => (blind === undefined ? x : where(blind, torch.scalar(0), x));
  const zeros = (keys: number): Handle => torch.constant(`zeros ${keys.toString()}`, [keys], () => full([keys], 0, 'float32'));
  /** [B, H, Tq, Tk], axes that are shared without memory of their own. */
  const spread = (bias: Handle, { batch, heads, queries, keys }: AttentionOperands['sizes']): Handle => {
    const full = [batch, heads, queries, keys];
    const shape = torch.shapeOf(bias);
    // An axis of keys has to be there, and with room behind.
    const rows = shape[3] === keys ? bias : add(bias, zeros(keys));
    const aligned = pad(lower(rows), [[0, (biasAlignment - (keys % biasAlignment)) % biasAlignment]], 0);
    const strides = torch.stridesOf(aligned, 4).map((stride, axis) => (axis < 3 && shape[axis] === 1 ? 0 : stride));
    return torch.view(aligned, full, strides);
  };
  /** A bias that adds nothing: the gradient's kernel takes no call without one. */
  const noBias = (keys: number): Handle => torch.view(zeros(keys), [1, 1, 1, keys], [keys, keys, keys, 1]);
  return {
    forward(operands) {
      const { q, k, v, bias, causal, scale, sizes } = operands;
      const blind = blindRows(operands);
      const spreadBias = bias === null ? null : spread(without(blind, bias), sizes);
      const [y, logSumExp] = forward(lower(q), lower(k), lower(v), spreadBias, true, 0, causal, scale);
      return { y: without(blind, raise(y)), logSumExp };
    },
    backward(operands, dy, { y, logSumExp }) {
      const { q, k, v, bias, causal, scale, sizes } = operands;
      const blind = blindRows(operands);
      const spreadBias = spread(bias === null ? noBias(sizes.keys) : without(blind, bias), sizes);
      // Its rows are longer than Tq: [B, H, Tq] -> [B, H, Tq rounded up], as the forward kernel made it.
      const strides = torch.stridesOf(logSumExp, 3);
      const rounded = torch.view(logSumExp, [sizes.batch, sizes.heads, strides[1]!], strides);
      const unused = torch.empty([], 'int64');
      const gradients = backward(lower(without(blind, dy)), lower(q), lower(k), lower(v), spreadBias, lower(y), rounded, unused, unused, 0, [true, true, true, false], causal, scale);
      return [raise(gradients[0]), raise(gradients[1]), raise(gradients[2])];
    },
  };
}
