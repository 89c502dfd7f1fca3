import { allZeros, FeedForward, type FeedForwardKind, glorotUniform, LayerNorm, type Linear, Module, MultiHeadAttention } from '@figment/core/nn';
import { add, mul, tidy } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import { adaptiveNorm, modulated, modulationOf, zeroModulation } from './modulation.ts';

/** Options of {@link DitBlock}. */
export interface DitBlockOptions {
  readonly width: number;
  readonly heads: number;
  /** Width of states that the block attends to, besides the patches. */
  readonly contextWidth?: number | undefined;
  /** Of queries, keys and values (true). */
  readonly attentionBias?: boolean | undefined;
  /** 'geluTanh'. */
  readonly feedForward?: FeedForwardKind | undefined;
  /** Gains and biases of the norm before the feed-forward layer (false), and its epsilon (1e-5). */
  readonly norm?: { readonly affine?: boolean | undefined; readonly epsilon?: number | undefined } | undefined;
}

/** What a block is told besides the patches. */
export interface DitBlockCall {
  /** silu of the condition, [B, D]. */
  readonly activated: Tensor;
  /** [B, S, contextWidth] */
  readonly states?: Tensor | undefined;
  /** bool [B, 1, 1, S] */
  readonly mask?: Tensor | undefined;
}

const asLinear = { initialWeights: { query: glorotUniform(), key: glorotUniform(), value: glorotUniform(), output: glorotUniform() }, initialBias: allZeros } as const;

/**
 * A transformer's block whose norms are shifted and scaled, and whose branches are gated, by the condition. Peebles and Xie 2023,
 * arXiv:2212.09748, figure 3 (adaLN-zero); with states, cross-attention stands between, as in Chen et al. 2023 (PixArt), arXiv:2310.00426.
 */
export class DitBlock extends Module {
  readonly modulation: Linear;
  readonly attention: MultiHeadAttention;
  readonly crossNorm: LayerNorm | undefined;
  readonly crossAttention: MultiHeadAttention | undefined;
  readonly feedForwardNorm: LayerNorm;
  readonly feedForward: FeedForward;

  constructor(key: Key, { width, heads, contextWidth, attentionBias: bias = true, feedForward: kind = 'geluTanh', norm }: DitBlockOptions) {
    super();
    const [forModulation, forAttention, forCross, forNorm, forFeedForward] = split(key, 5);
    this.modulation = zeroModulation(forModulation, width, 6);
    this.attention = new MultiHeadAttention(forAttention, { width, heads, bias, outputBias: true, ...asLinear });
    this.crossNorm = contextWidth === undefined ? undefined : new LayerNorm(forNorm, { width });
    this.crossAttention = contextWidth === undefined ? undefined : new MultiHeadAttention(forCross, { width, heads, contextWidth, bias, outputBias: true, ...asLinear, initialWeights: { ...asLinear.initialWeights, output: allZeros } });
    this.feedForwardNorm = new LayerNorm(forNorm, { width, affine: norm?.affine ?? false, epsilon: norm?.epsilon ?? 1e-5 });
    this.feedForward = new FeedForward(forFeedForward, { width, kind, initialWeights: { up: glorotUniform(), down: glorotUniform() }, initialBias: allZeros });
  }

  /** x: [B, T, D] -> the same */
  forward(x: Tensor, { activated, states, mask }: DitBlockCall): Tensor {
    return tidy(() => {
      const [shift, scale, gate, feedShift, feedScale, feedGate] = modulationOf(this.modulation, activated) as [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
      let h = add(x, mul(gate, this.attention.forward(adaptiveNorm(x, shift, scale))));
      if (this.crossAttention !== undefined) h = this.crossAttention.forward(this.crossNorm!.forward(h), { context: states, mask, residual: h });
      return add(h, mul(feedGate, this.feedForward.forward(modulated(this.feedForwardNorm.forward(h), feedShift, feedScale))));
    });
  }
}
