import type { KeyValueCache } from '@figment/core/nn';
import type { Tensor } from '@figment/core';

/**
 * What a decoder has read, so that the next token costs one position. A value, as core's `KeyValueCache`: a step leaves it as it was.
 * (A type, so that `tidy` takes it for a container of tensors.)
 */
export type DecodingCache = {
  readonly layers: KeyValueCache[];
  /** Keys and values of the encoder's states, of each layer: [B, Hkv, S, D]. */
  readonly cross: { readonly keys: Tensor; readonly values: Tensor }[];
  /** [B, S], where some of the encoder's states are padding. */
  readonly contextMask: Tensor | undefined;
  /** Positions read. */
  readonly length: number;
};
