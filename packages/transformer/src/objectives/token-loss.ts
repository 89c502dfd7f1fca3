import type { Tensor } from '@figment/core';
import { add, cast, crossEntropy, divNoNan, exp, mul, notEqual, sum } from '@figment/core/ops';
import type { ObjectiveResult } from '@figment/core/training';

import { IGNORED } from '../data/batches.ts';

/** What a loss over tokens is made of. */
export interface TokenLoss {
  /** [B, T, vocabulary] */
  readonly logits: Tensor;
  /** int32 [B, T] */
  readonly targets: Tensor;
  /** Bytes of text that the targets stand for, [B]. */
  readonly bytes?: Tensor | undefined;
  readonly labelSmoothing?: number | undefined;
  /** Added: scalars of mixtures of experts. */
  readonly balance?: readonly (Tensor | undefined)[] | undefined;
}

/** -ln p(target), the mean over all that is learnt; and what people know it by: perplexity, and, where bytes are known, bits a byte. */
export function tokenLoss({ logits, targets, bytes, labelSmoothing = 0, balance = [] }: TokenLoss): ObjectiveResult {
  const loss = crossEntropy(logits, targets, { ignoreIndex: IGNORED, labelSmoothing });
  const tokens = sum(cast(notEqual(targets, IGNORED), 'float32'));
  const extra = balance.filter((term) => term !== undefined);
  return {
    loss: extra.reduce((sum, term) => add(sum, term), loss),
    weight: tokens,
    metrics: {
      // A smoothed loss is none of the model's own probabilities.
      ...(labelSmoothing === 0 && { perplexity: exp(loss) }),
      ...(bytes !== undefined && { bitsPerByte: divNoNan(mul(loss, tokens), mul(sum(bytes), Math.LN2)) }),
      ...(extra.length > 0 && { balance: extra.reduce((sum, term) => add(sum, term)) }),
    },
  };
}
