import { dropout, type FeedForward, type KeyValueCache, Module } from '@figment/core/nn';
import { add } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import type { Tower } from '../architecture/architecture.ts';
import { Attention, type KeysAndValues } from './attention.ts';
import { feedForwardOf } from './feed-forward.ts';
import type { InitialWeights } from './initial-weights.ts';
import { remember } from './layer-cache.ts';
import { MixtureOfExperts, type Routing } from './mixture-of-experts.ts';
import { type Normalisation, normOf } from './norm.ts';
import type { Rotation } from './rotary-positions.ts';
import type { Sight } from './sight.ts';

/** What a block is told besides x. */
export interface BlockCall {
  readonly sight: Sight;
  readonly rotation: Rotation | undefined;
  /** Of this layer, for self-attention. */
  readonly cache: KeyValueCache | undefined;
  /** An encoder's states, [B, S, D], or the keys and values that were made of them. */
  readonly context: Tensor | KeysAndValues | undefined;
  /** bool [B, 1, 1, S]. */
  readonly contextMask: Tensor | undefined;
  /** [B T], 1 for tokens and 0 for padding. */
  readonly counted: Tensor | undefined;
  /** For dropout. */
  readonly key: Key | undefined;
  readonly wantsWeights: boolean;
}

/** (A type, so that `tidy` takes it for a container of tensors.) */
export type BlockOutput = {
  /** [B, T, D] */
  readonly x: Tensor;
  readonly cache: KeyValueCache | undefined;
  readonly cross: KeysAndValues | undefined;
  readonly weights: Tensor | undefined;
  readonly crossWeights: Tensor | undefined;
  readonly routing: Routing | undefined;
};

/** A half of a block: reads `y`, adds what it makes of it to `residual` where that is given. */
type Half = (y: Tensor, residual: Tensor | undefined) => Tensor;

/**
 * Attention, and a feed-forward network, each beside a path on which x goes on as it is. Vaswani et al. 2017, arXiv:1706.03762, section 3;
 * norms before (Xiong et al. 2020, arXiv:2002.04745), behind, or around each half; halves one after the other or side by side (Wang and
 * Komatsuzaki 2021, GPT-J).
 */
export class Block extends Module {
  readonly attention: Attention;
  readonly crossAttention: Attention | undefined;
  readonly feedForward: FeedForward | MixtureOfExperts;
  readonly attentionNorm: Normalisation;
  readonly crossAttentionNorm: Normalisation | undefined;
  readonly feedForwardNorm: Normalisation;
  readonly attentionPostNorm: Normalisation | undefined;
  readonly feedForwardPostNorm: Normalisation | undefined;
  readonly placement: Tower['normPlacement'];
  readonly parallel: boolean;
  readonly dropout: number;

  constructor(key: Key, tower: Tower, initial: InitialWeights) {
    super();
    const [forAttention, forCross, forFeedForward, ...forNorms] = split(key, 8);
    const norm = (which: number): Normalisation => normOf(forNorms[which] as Key, tower.width, tower.norm);
    const { experts } = tower.feedForward;
    const isSandwich = tower.normPlacement === 'sandwich';
    this.attention = new Attention(forAttention, tower, initial);
    this.crossAttention = tower.cross ? new Attention(forCross, tower, initial) : undefined;
    this.feedForward = experts === undefined ? feedForwardOf(forFeedForward, tower, initial) : new MixtureOfExperts(forFeedForward, tower, experts, initial);
    this.attentionNorm = norm(0);
    this.crossAttentionNorm = tower.cross ? norm(1) : undefined;
    this.feedForwardNorm = norm(2);
    this.attentionPostNorm = isSandwich ? norm(3) : undefined;
    this.feedForwardPostNorm = isSandwich ? norm(4) : undefined;
    this.placement = tower.normPlacement;
    this.parallel = tower.parallel;
    this.dropout = tower.dropout;
  }

  /** x: [B, T, D] -> same. */
  forward(x: Tensor, call: BlockCall): BlockOutput {
    const [forAttention, forCross, forFeedForward] = call.key === undefined ? [] : split(call.key, 3);
    const made: { -readonly [Part in keyof BlockOutput]?: BlockOutput[Part] } = {};
    const attend: Half = (y, residual) => {
      const all = this.attention.keysAndValues(y, call.rotation);
      const remembered = call.cache === undefined ? { seen: all, cache: undefined } : remember(call.cache, all);
      made.cache = remembered.cache;
      const { output, weights } = this.attention.attend(y, remembered.seen, { ...call.sight, rotation: call.rotation, residual, wantsWeights: call.wantsWeights });
      made.weights = weights;
      return output;
    };
    const attendAcross: Half = (y, residual) => {
      const [crossAttention, context] = [this.crossAttention as Attention, call.context as Tensor | KeysAndValues];
      made.cross = 'keys' in context ? context : crossAttention.keysAndValues(context, undefined);
      const { output, weights } = crossAttention.attend(y, made.cross, { causal: false, mask: call.contextMask, rotation: undefined, residual, wantsWeights: call.wantsWeights });
      made.crossWeights = weights;
      return output;
    };
    const feed: Half = (y, residual) => {
      if (!(this.feedForward instanceof MixtureOfExperts)) return this.feedForward.forward(y, { residual });
      const { output, routing } = this.feedForward.forward(y, call.counted);
      made.routing = routing;
      return residual === undefined ? output : add(residual, output);
    };

    let h = this.#add(x, x, attend, this.attentionNorm, this.attentionPostNorm, forAttention);
    if (this.crossAttentionNorm !== undefined && call.context !== undefined) h = this.#add(h, h, attendAcross, this.crossAttentionNorm, undefined, forCross);
    const y = this.#add(h, this.parallel ? x : h, feed, this.feedForwardNorm, this.feedForwardPostNorm, forFeedForward);
    return { x: y, cache: made.cache, cross: made.cross, weights: made.weights, crossWeights: made.crossWeights, routing: made.routing };
  }

  /** sum + half(from), with norms where they belong. */
  #add(sum: Tensor, from: Tensor, half: Half, norm: Normalisation, postNorm: Normalisation | undefined, key: Key | undefined): Tensor {
    const isPost = this.placement === 'post';
    const y = isPost ? from : norm.forward(from);
    // Where nothing comes between, the last linear map adds as it writes.
    const isDirect = postNorm === undefined && (key === undefined || this.dropout === 0);
    if (isDirect) return isPost ? norm.forward(half(y, sum)) : half(y, sum);
    const branch = half(y, undefined);
    const added = add(sum, dropout(postNorm?.forward(branch) ?? branch, this.dropout, key));
    return isPost ? norm.forward(added) : added;
  }
}
