import type { Handle } from '../../../abi/signature.ts';
import { fusedRows } from '../../../rows/fused.ts';
import type { Torch } from '../../../tensors/torch.ts';
import { computePrecision } from '../../products/precision.ts';
import type { AttentionMethod } from './method.ts';

/**
 * Blockwise, without storing the scores: torch's kernels for the CPU. Dao et al. 2022, arXiv 2205.14135, algorithms 1 and 4.
 * They count a causal mask from the start, take rows that see nothing, and want E = D.
 */
export function flashAttention(torch: Torch): AttentionMethod {
  const forward = torch.shim('_scaled_dot_product_flash_attention_for_cpu TTTfbtg TT') ?? torch.row(fusedRows.flashAttention);
  const backward = torch.row(fusedRows.flashAttentionBackward);
  const { lower, raise } = computePrecision(torch);
  const lowered = (bias: Handle | null): Handle | null => (bias === null ? null : lower(bias));
  return {
    forward({ q, k, v, bias, causal, scale }) {
      const [y, logSumExp] = forward(lower(q), lower(k), lower(v), 0, causal, lowered(bias), scale);
      return { y: raise(y), logSumExp };
    },
    backward({ q, k, v, bias, causal, scale }, dy, { y, logSumExp }) {
      const gradients = backward(lower(dy), lower(q), lower(k), lower(v), lower(y), logSumExp, 0, causal, lowered(bias), scale);
      return [raise(gradients[0]), raise(gradients[1]), raise(gradients[2])];
    },
  };
}
