import type { Key } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import type { DecodingCache } from './decoding-cache.ts';

/** What a tower is told besides the ids. */
export interface TowerCall {
  /** Which keys are tokens and not padding: int32 or bool [B, T]; with a cache [B, positions in it, these included]. All if left out. */
  readonly mask?: Tensor | undefined;
  /** Documents packed into a row, int32 [B, T]: tokens see those of the same number only. */
  readonly segments?: Tensor | undefined;
  /** Positions of learned and sinusoidal tables, int32 [B, T]; counted from the start, or from where the cache ends, if left out. */
  readonly positions?: Tensor | undefined;
  /** int32 [B, T], where the embedding knows kinds of segments; 0 if left out. */
  readonly tokenTypes?: Tensor | undefined;
  /** For dropout: none without. */
  readonly key?: Key | undefined;
  /** Also return the states after each block. */
  readonly hiddenStates?: boolean | undefined;
  /** Also return who looked at whom. Slower: weights are stored. */
  readonly attentions?: boolean | undefined;
}

/** What a decoder is told besides. */
export interface DecoderCall extends TowerCall {
  /** An encoder's states, [B, S, D]; with a cache only for the first call, which keeps their keys and values. */
  readonly context?: Tensor | undefined;
  /** int32 or bool [B, S]. */
  readonly contextMask?: Tensor | undefined;
  /** What it has read before. It stays as it was; the next one is in the output. */
  readonly cache?: DecodingCache | undefined;
}

/** What a tower made of the ids. (Types, so that `tidy` takes them for containers of tensors.) */
export type TowerOutput = {
  /** After the final norm: [B, T, D]. */
  readonly hidden: Tensor;
  /** Before the first block, after each, the last one being `hidden`: layers + 1 of them. */
  readonly hiddenStates?: Tensor[];
  /** Of each layer: [B, heads, T, S]. */
  readonly attentions?: Tensor[];
  /** Of each layer of a decoder with an encoder: [B, heads, T, S]. */
  readonly crossAttentions?: Tensor[];
  /** The loss that keeps experts evenly used, a scalar, weighted. */
  readonly balanceLoss?: Tensor;
  /** With what was just read. */
  readonly cache?: DecodingCache;
};
