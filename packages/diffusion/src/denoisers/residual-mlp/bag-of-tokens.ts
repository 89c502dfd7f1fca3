import { Embedding, Linear, Module, normalOf } from '@figment/core/nn';
import { cast, expandDims, maximum, mul, rsqrt, sum, tidy } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { PromptEncoder, PromptEncoding } from '@figment/core/interfaces';
import type { Tensor } from '@figment/core';

import { requireCounts } from '../require.ts';

/** Options of {@link BagOfTokens}. */
export interface BagOfTokensOptions {
  /** How many ids there are. */
  readonly vocabulary: number;
  /** Numbers in a token's vector, and in what is said of a prompt (128). */
  readonly width?: number | undefined;
}

/**
 * Reads short captions without regard to the order of words: the sum of their tokens' vectors over the square root of their number, then
 * two linear maps with SiLU between. A bag of vectors: Joulin et al. 2016, arXiv:1607.01759; the root keeps the variance, however many
 * tokens there are.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class BagOfTokens extends Module implements PromptEncoder {
  readonly tokens: Embedding;
  readonly up: Linear;
  readonly down: Linear;
  readonly width: number;

  constructor(key: Key, { vocabulary, width = 128 }: BagOfTokensOptions) {
    super();
    requireCounts('BagOfTokens', { vocabulary, width });
    const [forTokens, forUp, forDown] = split(key, 3);
    this.tokens = new Embedding(forTokens, { count: vocabulary, width, initialWeight: normalOf(0.5) });
    this.up = new Linear(forUp, { in: width, out: 2 * width });
    this.down = new Linear(forDown, { in: 2 * width, out: width });
    this.width = width;
  }

  get module(): this {
    return this;
  }

  /**
   * The states say of each token what `pooled` would say of it alone.
   *
   * @param ids int32 [B, T]
   * @param mask [B, T]: 1 where a token is, 0 where padding is.
   */
  encode(ids: Tensor, mask: Tensor): PromptEncoding {
    return tidy((): { states: Tensor; pooled: Tensor; mask: Tensor } => {
      const { vectors, bag } = this.gathered(ids, mask);
      return { states: this.said(vectors), pooled: this.said(bag), mask: mask.clone() };
    });
  }

  pool(ids: Tensor, mask: Tensor): Tensor {
    return tidy(() => this.said(this.gathered(ids, mask).bag));
  }

  private gathered(ids: Tensor, mask: Tensor): { readonly vectors: Tensor; readonly bag: Tensor } {
    const isToken = cast(mask, 'float32');
    const vectors = mul(this.tokens.forward(ids), expandDims(isToken, 2)); // [B, T, D]
    const count = sum(isToken, 1, true); // [B, 1]
    return { vectors, bag: mul(sum(vectors, 1), rsqrt(maximum(count, 1))) }; // [B, D]
  }

  private said(x: Tensor): Tensor {
    return this.down.forward(this.up.forward(x, { activation: 'silu' }));
  }
}
