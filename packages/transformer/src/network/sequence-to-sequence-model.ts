import type { Tensor } from '@figment/core';

import type { NextTokenModel } from '../generation/next-token-model.ts';
import { type CausalState, nextTokenModel } from './causal-model.ts';
import type { TransformerNetwork } from './transformer-network.ts';

/** What an encoder-decoder writes from. */
export interface Sources {
  /** int32 [B, S]: row b is what prompt b of `start` answers. */
  readonly sources: Tensor;
  /** int32 or bool [B, S], 1 for tokens and 0 for padding (all tokens). */
  readonly mask?: Tensor | undefined;
}

/**
 * An encoder-decoder, bound to what it translates, as generation sees it. The sources are read at each `start`, once, and stay the
 * caller's.
 *
 * @throws FigmentError `CONFIG_INVALID` for a network without an encoder or a decoder
 */
export function sequenceToSequenceModel(network: TransformerNetwork, { sources, mask }: Sources): NextTokenModel<CausalState> {
  return nextTokenModel(network, () => ({ context: network.encode(sources, { mask }).hidden, contextMask: mask }));
}
