import type { Module } from '../nn/module.ts';
import type { Tensor } from '../tensor.ts';

/** What a text encoder says of a batch of prompts. */
export interface PromptEncoding {
  /** One state a token, [B, T, D]. */
  readonly states: Tensor;
  /** One vector a prompt, [B, D]. */
  readonly pooled: Tensor;
  /** 1 where a token is, 0 where padding is, [B, T]. */
  readonly mask: Tensor;
}

/** A trainable text encoder. */
export interface PromptEncoder {
  readonly module: Module;
  /** D of {@link PromptEncoding}. */
  readonly width: number;
  /** ids, mask: int32 [B, T]. */
  encode(ids: Tensor, mask: Tensor): PromptEncoding;
  /** `pooled` alone, [B, D], where that is cheaper: for denoisers that read nothing else. */
  pool?(ids: Tensor, mask: Tensor): Tensor;
}
