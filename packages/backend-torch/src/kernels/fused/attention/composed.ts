import type { Handle } from '../../../abi/signature.ts';
import { elementwiseRows } from '../../../rows/elementwise.ts';
import { fusedRows } from '../../../rows/fused.ts';
import { productRows } from '../../../rows/products.ts';
import type { Torch } from '../../../tensors/torch.ts';
import { arithmeticOf } from '../../elementwise/arithmetic.ts';
import { computePrecision } from '../../products/precision.ts';
import { causalBias } from './causal-bias.ts';
import type { AttentionMethod, AttentionOperands } from './method.ts';

/** With the scores in memory: for devices and widths that torch has no kernel for. Vaswani et al. 2017, arXiv 1706.03762, eq. 1. */
export function composedAttention(torch: Torch): AttentionMethod {
  const { eq, exp, where } = torch.rows(elementwiseRows);
  const { logSumExp, softmaxBackward } = torch.rows(fusedRows);
  const { matmul } = torch.rows(productRows);
  const { add, mul, sub } = arithmeticOf(torch);
  const { lower, raise } = computePrecision(torch);
  const { float32 } = torch.dtypes;

  const times = (a: Handle, b: Handle): Handle => raise(matmul(lower(a), lower(b)));
  /** Exchanges the last two axes. */
  const turned = (x: Handle): Handle => {
    const [shape, strides] = [torch.shapeOf(x), torch.stridesOf(x, 4)];
    return torch.view(x, [shape[0]!, shape[1]!, shape[3]!, shape[2]!], [strides[0]!, strides[1]!, strides[3]!, strides[2]!]);
  };
  /** [B, H, Tq, Tk] */
  const scoresOf = ({ q, k, bias, causal, scale, sizes }: AttentionOperands): Handle => {
    let scores = mul(times(q, turned(k)), torch.scalar(scale));
    if (bias !== null) scores = add(scores, bias);
    return causal ? add(scores, causalBias(torch, sizes.queries, sizes.keys)) : scores;
  };
  /** exp(scores - ln sum exp), or 0 in rows that see nothing. lse: [B, H, Tq, 1] */
  const weightsOf = (scores: Handle, lse: Handle): Handle => exp(sub(scores, where(eq(lse, torch.scalar(-Infinity)), torch.scalar(0), lse)));
  const asColumn = (lse: Handle): Handle => torch.view(lse, [...torch.shapeOf(lse), 1], [...torch.stridesOf(lse, 3), 1]); // [B, H, Tq] -> [B, H, Tq, 1]
  return {
    forward(operands) {
      const scores = scoresOf(operands);
      const lse = logSumExp(scores, [3], false);
      return { y: times(weightsOf(scores, asColumn(lse)), operands.v), logSumExp: lse };
    },
    backward(operands, dy, { logSumExp: lse }) {
      const weights = weightsOf(scoresOf(operands), asColumn(lse));
      const dWeights = times(dy, turned(operands.v));
      const dScores = mul(softmaxBackward(dWeights, weights, 3, float32), torch.scalar(operands.scale));
      return [times(dScores, operands.k), times(turned(dScores), operands.q), times(turned(weights), dy)];
    },
  };
}
